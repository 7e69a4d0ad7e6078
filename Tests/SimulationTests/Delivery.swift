/// How a change reaches the server, and what becomes of the answer.
struct Delivery {
  /// What becomes of the server's answer to a change, which it has made.
  enum Answer {
    case received
    /// It is lost, and the question, asked again, is answered as if the change had been made by
    /// somebody else: the new name exists, the old one does not.
    case repeated
    /// It is lost, and the node gives up.
    case lost
  }

  var answer = Answer.received
  /// Waits until the change arrives at the server. Others may have made changes meanwhile.
  var wait: () -> Void = {}
}
