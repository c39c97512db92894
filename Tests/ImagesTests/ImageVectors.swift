import Testing

/// One small image file and the grey values it stands for.
struct ImageVector: Sendable, CustomTestStringConvertible {
  let name: String
  let base64: String
  let width: Int
  let height: Int
  let pixels: [UInt8]

  var testDescription: String { name }

  // Made by Scripts/make_image_vectors.py (Pillow); do not edit.
  static let all = [
    ImageVector(
      name: "grey PNG",
      base64:
        "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAAAAACIbxGfAAAAJUlEQVR4nGP4/0Sp8vNeJvb5LvrxLAy7"
        + "pwV+PivB8Ibj25LnKgC0VwzAtV5G8gAAAABJRU5ErkJggg==",
      width: 6, height: 4,
      pixels: [
        255, 228, 34, 121, 243, 189, 6, 131, 102, 168, 82, 193, 187, 150, 81, 243,
        205, 24, 236, 8, 246, 164, 231, 36,
      ]),
    ImageVector(
      name: "RGB PNG",
      base64:
        "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAIAAAAiZtkUAAAAV0lEQVR4nAFMALP/AdJvrAA/BAhE+Zjb"
        + "li5ila8ZnAB43kUfX2wkbe5FM1Hk08o6ykEATEbBaCr60aQCLLKMYgLzFTIdAQ4HNSSQqPylCZJotr8y"
        + "/kPt78g5ISYkYnswAAAAAElFTkSuQmCC",
      width: 6, height: 4,
      pixels: [
        148, 185, 227, 162, 100, 79, 174, 77, 102, 60, 215, 143, 86, 84, 159, 134,
        58, 39, 14, 129, 75, 171, 181, 188,
      ]),
    ImageVector(
      name: "RGB PNG of equal channels",
      base64:
        "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAIAAAAiZtkUAAAAV0lEQVR4nAFMALP/AP///+Tk5CIiInl5"
        + "efPz8729vQIHBwefn59EREQvLy9fX18EBAQAu7u7lpaWUVFR8/Pzzc3NGBgYAOzs7AgICPb29qSkpOfn"
        + "5yQkJL2DJjpQ6IxCAAAAAElFTkSuQmCC",
      width: 6, height: 4,
      pixels: [
        255, 228, 34, 121, 243, 189, 6, 131, 102, 168, 82, 193, 187, 150, 81, 243,
        205, 24, 236, 8, 246, 164, 231, 36,
      ]),
    ImageVector(
      name: "RGBA PNG",
      base64:
        "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAYAAACtBE5DAAAAb0lEQVR4nAFkAJv/AdJvrEgAPwRRCET5"
        + "sZjblocuYpVprxmcEgB43kVpH19sVCRt7gpFM1HV5NPK4jrKQXMATEbBqGgq+nbRpALWLLKMyWIC80UV"
        + "Mh0ZAQ4HNbkkkKhm/KUJBZJotgm/Mv5xQ+3vr2IkK8snegiqAAAAAElFTkSuQmCC",
      width: 6, height: 4,
      pixels: [
        42, 111, 66, 133, 23, 24, 72, 25, 4, 50, 191, 64, 57, 39, 133, 106,
        16, 4, 10, 16, 11, 30, 112, 57,
      ]),
    ImageVector(
      name: "grey PNG with alpha",
      base64:
        "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAQAAAAHDYbIAAAAP0lEQVR4nAE0AMv/AP9I5JkiSnnR8zq9"
        + "TAIHIZ+7RMAvBF+oBCcEtT/bzs7MS/MlcEvUAOy5CB/2JKQt554kTWnEF3h4cOQeAAAAAElFTkSuQmCC",
      width: 6, height: 4,
      pixels: [
        72, 137, 10, 99, 55, 56, 2, 43, 4, 140, 73, 87, 123, 69, 68, 192,
        55, 2, 171, 1, 35, 29, 143, 11,
      ]),
    ImageVector(
      name: "palette PNG",
      base64:
        "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAEBAMAAABfKlNwAAAAMFBMVEXf47rCw4l/1pp11kI6ykHJqabR"
        + "pALSb6wvpbUiZq1PSHBMRsE6OJyELediAvMSHSmYZUZpAAAAGElEQVR4nGMoZb7FYDWLhWFvxnuGH1sV"
        + "ASuGBg2Efx5ZAAAAAElFTkSuQmCC",
      width: 6, height: 4,
      pixels: [
        148, 178, 221, 168, 92, 79, 168, 79, 90, 79, 221, 143, 86, 92, 159, 132,
        58, 27, 27, 132, 86, 178, 181, 188,
      ]),
    ImageVector(
      name: "16-bit grey PNG",
      base64:
        "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAEEAAAAADY/83cAAAAP0lEQVR4nAE0AMv/AP//5OQiInl58/O9"
        + "vQIHB5+fREQvL19fBAQAu7uWllFR8/PNzRgYAOzsCAj29qSk5+ckJJ4vGX0szBSVAAAAAElFTkSuQmCC",
      width: 6, height: 4,
      pixels: [
        255, 228, 34, 121, 243, 189, 6, 131, 102, 168, 82, 193, 187, 150, 81, 243,
        205, 24, 236, 8, 246, 164, 231, 36,
      ]),
    ImageVector(
      name: "1-bit PNG",
      base64:
        "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAEAQAAAACFf3PuAAAAEElEQVR4nGM4wxDCcIPpAQAKrALbXY8Y"
        + "EAAAAABJRU5ErkJggg==",
      width: 6, height: 4,
      pixels: [
        255, 255, 0, 0, 255, 255, 0, 255, 0, 255, 0, 255, 255, 255, 0, 255,
        255, 0, 255, 0, 255, 255, 255, 0,
      ]),
    ImageVector(
      name: "grey JPEG",
      base64:
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYG"
        + "BwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/wAALCAAQABABAREA/8QAHwAAAQUBAQEBAQEAAAAA"
        + "AAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEI"
        + "I0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1"
        + "dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi"
        + "4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APzR/Z//AGbf9R/oHp/DX3B+z/8As2/6j/QPT+Gug/Z/"
        + "/Zt/1H+gen8NfcH7P/7Nv+o/0D0/hr//2Q==",
      width: 16, height: 16,
      pixels: [
        0, 7, 14, 21, 28, 35, 42, 49, 56, 63, 70, 77, 84, 91, 98, 105,
        8, 15, 22, 29, 36, 43, 50, 57, 64, 71, 78, 85, 92, 99, 106, 113,
        16, 23, 30, 37, 44, 51, 58, 65, 72, 79, 86, 93, 100, 107, 114, 121,
        24, 31, 38, 45, 52, 59, 66, 73, 80, 87, 94, 101, 108, 115, 122, 129,
        32, 39, 46, 53, 60, 67, 74, 81, 88, 95, 102, 109, 116, 123, 130, 137,
        40, 47, 54, 61, 68, 75, 82, 89, 96, 103, 110, 117, 124, 131, 138, 145,
        48, 55, 62, 69, 76, 83, 90, 97, 104, 111, 118, 125, 132, 139, 146, 153,
        56, 63, 70, 77, 84, 91, 98, 105, 112, 119, 126, 133, 140, 147, 154, 161,
        64, 71, 78, 85, 92, 99, 106, 113, 120, 127, 134, 141, 148, 155, 162, 169,
        72, 79, 86, 93, 100, 107, 114, 121, 128, 135, 142, 149, 156, 163, 170, 177,
        80, 87, 94, 101, 108, 115, 122, 129, 136, 143, 150, 157, 164, 171, 178, 185,
        88, 95, 102, 109, 116, 123, 130, 137, 144, 151, 158, 165, 172, 179, 186, 193,
        96, 103, 110, 117, 124, 131, 138, 145, 152, 159, 166, 173, 180, 187, 194, 201,
        104, 111, 118, 125, 132, 139, 146, 153, 160, 167, 174, 181, 188, 195, 202, 209,
        112, 119, 126, 133, 140, 147, 154, 161, 168, 175, 182, 189, 196, 203, 210, 217,
        120, 127, 134, 141, 148, 155, 162, 169, 176, 183, 190, 197, 204, 211, 218, 225,
      ]),
    ImageVector(
      name: "progressive JPEG",
      base64:
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYG"
        + "BwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/wgALCAAQABABAREA/8QAFgABAQEAAAAAAAAAAAAA"
        + "AAAABwUI/9oACAEBAAAAAc0OFBw//8QAFRABAQAAAAAAAAAAAAAAAAAABgD/2gAIAQEAAQUCPm4+bj5u"
        + "Pm7/xAAWEAADAAAAAAAAAAAAAAAAAAAAASL/2gAIAQEABj8CUCgUCg//xAAVEAEBAAAAAAAAAAAAAAAA"
        + "AAAA8f/aAAgBAQABPyGOjo6O/9oACAEBAAAAEA//xAAVEAEBAAAAAAAAAAAAAAAAAAAAof/aAAgBAQAB"
        + "PxCGQyGQz//Z",
      width: 16, height: 16,
      pixels: [
        0, 7, 14, 21, 28, 35, 42, 49, 56, 63, 70, 77, 84, 91, 98, 105,
        8, 15, 22, 29, 36, 43, 50, 57, 64, 71, 78, 85, 92, 99, 106, 113,
        16, 23, 30, 37, 44, 51, 58, 65, 72, 79, 86, 93, 100, 107, 114, 121,
        24, 31, 38, 45, 52, 59, 66, 73, 80, 87, 94, 101, 108, 115, 122, 129,
        32, 39, 46, 53, 60, 67, 74, 81, 88, 95, 102, 109, 116, 123, 130, 137,
        40, 47, 54, 61, 68, 75, 82, 89, 96, 103, 110, 117, 124, 131, 138, 145,
        48, 55, 62, 69, 76, 83, 90, 97, 104, 111, 118, 125, 132, 139, 146, 153,
        56, 63, 70, 77, 84, 91, 98, 105, 112, 119, 126, 133, 140, 147, 154, 161,
        64, 71, 78, 85, 92, 99, 106, 113, 120, 127, 134, 141, 148, 155, 162, 169,
        72, 79, 86, 93, 100, 107, 114, 121, 128, 135, 142, 149, 156, 163, 170, 177,
        80, 87, 94, 101, 108, 115, 122, 129, 136, 143, 150, 157, 164, 171, 178, 185,
        88, 95, 102, 109, 116, 123, 130, 137, 144, 151, 158, 165, 172, 179, 186, 193,
        96, 103, 110, 117, 124, 131, 138, 145, 152, 159, 166, 173, 180, 187, 194, 201,
        104, 111, 118, 125, 132, 139, 146, 153, 160, 167, 174, 181, 188, 195, 202, 209,
        112, 119, 126, 133, 140, 147, 154, 161, 168, 175, 182, 189, 196, 203, 210, 217,
        120, 127, 134, 141, 148, 155, 162, 169, 176, 183, 190, 197, 204, 211, 218, 225,
      ]),
    ImageVector(
      name: "colour JPEG",
      base64:
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYG"
        + "BwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/2wBDAQICAgICAgUDAwUKBwYHCgoKCgoKCgoKCgoK"
        + "CgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgr/wAARCAAQABADASIAAhEBAxEB/8QA"
        + "HwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIh"
        + "MUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW"
        + "V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXG"
        + "x8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQF"
        + "BgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAV"
        + "YnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOE"
        + "hYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq"
        + "8vP09fb3+Pn6/9oADAMBAAIRAxEAPwD80f2f/wBm3/Uf6B6fw19wfs//ALNv+o/0D0/hroP2f/2bf9R/"
        + "oHp/DX3B+z/+zb/qP9A9P4aAP//Z",
      width: 16, height: 16,
      pixels: [
        0, 7, 14, 21, 28, 35, 42, 49, 56, 63, 70, 77, 84, 91, 98, 105,
        8, 15, 22, 29, 36, 43, 50, 57, 64, 71, 78, 85, 92, 99, 106, 113,
        16, 23, 30, 37, 44, 51, 58, 65, 72, 79, 86, 93, 100, 107, 114, 121,
        24, 31, 38, 45, 52, 59, 66, 73, 80, 87, 94, 101, 108, 115, 122, 129,
        32, 39, 46, 53, 60, 67, 74, 81, 88, 95, 102, 109, 116, 123, 130, 137,
        40, 47, 54, 61, 68, 75, 82, 89, 96, 103, 110, 117, 124, 131, 138, 145,
        48, 55, 62, 69, 76, 83, 90, 97, 104, 111, 118, 125, 132, 139, 146, 153,
        56, 63, 70, 77, 84, 91, 98, 105, 112, 119, 126, 133, 140, 147, 154, 161,
        64, 71, 78, 85, 92, 99, 106, 113, 120, 127, 134, 141, 148, 155, 162, 169,
        72, 79, 86, 93, 100, 107, 114, 121, 128, 135, 142, 149, 156, 163, 170, 177,
        80, 87, 94, 101, 108, 115, 122, 129, 136, 143, 150, 157, 164, 171, 178, 185,
        88, 95, 102, 109, 116, 123, 130, 137, 144, 151, 158, 165, 172, 179, 186, 193,
        96, 103, 110, 117, 124, 131, 138, 145, 152, 159, 166, 173, 180, 187, 194, 201,
        104, 111, 118, 125, 132, 139, 146, 153, 160, 167, 174, 181, 188, 195, 202, 209,
        112, 119, 126, 133, 140, 147, 154, 161, 168, 175, 182, 189, 196, 203, 210, 217,
        120, 127, 134, 141, 148, 155, 162, 169, 176, 183, 190, 197, 204, 211, 218, 225,
      ]),
  ]
}
