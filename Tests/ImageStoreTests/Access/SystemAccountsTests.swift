import FileSupport
import Glibc
import Testing

@testable import ImageStore

struct SystemAccountsTests {
  @Test func knowsWhoIsThere() throws {
    let accounts = SystemAccounts.of(0)
    #expect(try accounts.user("root") == 0)
    #expect(try accounts.user("nobody-of-that-name") == nil)
    #expect(try accounts.group("nobody-of-that-name") == nil)
    #expect(accounts.userName(0) == "root")
  }

  @Test(arguments: [(0, true), (ENOENT, true), (ESRCH, true), (ETIMEDOUT, false), (EIO, false)])
  func aFailureIsNoAbsence(_ problem: Int32, _ isAbsence: Bool) {
    #expect(SystemAccounts.meansAbsence(problem) == isAbsence)
  }
}
