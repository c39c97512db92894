import Foundation
import Glibc

/// What the programs print: results on standard output, talk on standard error.
///
/// A stream that takes nothing, because a disk is full or it was closed, never makes a program
/// crash: talk is lost, and a result that nobody got ends the program with 74.
public enum Console {
  /// To be called before anything else: whatever of the three standard streams was closed gets
  /// `/dev/null`, so that no file of the program's own comes to lie where others print.
  public static func open() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
      // The lowest free number is taken, which is this one. As it was closed, printing still fails.
      _ = Glibc.open(
        "/dev/null", (descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) | O_NOFOLLOW)
    }
  }

  /// Prints a result.
  ///
  /// Where that fails, says so and ends the program with 74.
  /// - Parameter program: its name, for the message.
  public static func result(_ text: String, of program: String) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      talk(
        "\(program): the result could not be printed to standard output\n"
          + "  next: see where it goes to: is the disk full? Then ask again\n")
      exit(74)
    }
  }

  /// Says something beside the result.
  public static func talk(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
