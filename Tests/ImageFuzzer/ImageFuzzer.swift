internal import Foundation
internal import TestSupport

#if FUZZING
  /// The entry point of libFuzzer, which brings `main` with it.
  @_cdecl("LLVMFuzzerTestOneInput")
  public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do {
      _ = try ImageTrial.run(bytes)
    } catch {
      fatalError("\(error)")
    }
    return 0
  }
#else
  /// Runs files through the trial that the fuzzer runs, to look into what it found.
  @main struct ImageFuzzer {
    static func main() throws {
      for path in CommandLine.arguments.dropFirst() {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        print("\(path): \(try ImageTrial.run(bytes))")
      }
    }
  }
#endif
