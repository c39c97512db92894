import CPNG

/// PNG by libpng's simplified interface, which reports errors instead of jumping out of Swift.
enum PNGDecoder {
  static func decode(
    _ bytes: [UInt8], name: String, limits: ImageLimits
  ) throws(ImageError) -> StoredImage {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }

    // libpng keeps the address of the input until the picture is read, hence one closure.
    let result: Result<StoredImage, ImageError> = bytes.withUnsafeBytes { input in
      Result { () throws(ImageError) -> StoredImage in
        guard png_image_begin_read_from_memory(&image, input.baseAddress, input.count) != 0 else {
          throw refused(image, name)
        }
        let width = Int(image.width)
        let height = Int(image.height)
        try limits.check(width: width, height: height, name: name)
        let mode = mode(image.format)
        // Without this flag 16-bit files are taken for linear light and come out far too bright.
        image.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
        let hasColour = image.format & png_uint_32(PNG_FORMAT_FLAG_COLOR) != 0
        let hasAlpha = image.format & png_uint_32(PNG_FORMAT_FLAG_ALPHA) != 0
        image.format =
          (hasColour ? png_uint_32(PNG_FORMAT_FLAG_COLOR) : 0)
          | (hasAlpha ? png_uint_32(PNG_FORMAT_FLAG_ALPHA) : 0)

        let channels = (hasColour ? 3 : 1) + (hasAlpha ? 1 : 0)
        var samples = [UInt8](repeating: 0, count: width * height * channels)
        guard png_image_finish_read(&image, nil, &samples, 0, nil) != 0 else {
          throw refused(image, name)
        }
        let grey = try GreyImage(
          width: width, height: height,
          pixels: grey(samples, hasColour: hasColour, hasAlpha: hasAlpha))
        return StoredImage(grey: grey, format: .png, mode: mode)
      }
    }
    return try result.get()
  }

  /// How the file stores pixels, by what libpng says of it before anything is asked for.
  private static func mode(_ format: png_uint_32) -> ImageMode {
    func has(_ flag: some BinaryInteger) -> Bool { format & png_uint_32(flag) != 0 }
    return ImageMode(
      has(PNG_FORMAT_FLAG_COLORMAP) ? .palette : has(PNG_FORMAT_FLAG_COLOR) ? .rgb : .grey,
      hasAlpha: has(PNG_FORMAT_FLAG_ALPHA), is16Bit: has(PNG_FORMAT_FLAG_LINEAR))
  }

  private static func grey(_ samples: [UInt8], hasColour: Bool, hasAlpha: Bool) -> [UInt8] {
    guard hasColour || hasAlpha else { return samples }
    let channels = (hasColour ? 3 : 1) + (hasAlpha ? 1 : 0)
    let count = samples.count / channels
    return [UInt8](unsafeUninitializedCapacity: count) { pixels, filled in
      samples.withUnsafeBufferPointer { samples in
        for pixel in 0..<count {
          let first = pixel * channels
          var value = samples[first]
          if hasColour {
            value = Luma.grey(
              red: value, green: samples[first + 1], blue: samples[first + 2])
          }
          if hasAlpha {
            value = Luma.overBlack(value, alpha: samples[first + channels - 1])
          }
          pixels[pixel] = value
        }
      }
      filled = count
    }
  }

  private static func refused(_ image: png_image, _ name: String) -> ImageError {
    ImageError(
      .undecodable, "\(name): not a whole PNG picture: \(image.text)",
      remedy: "export or copy the image again")
  }
}
