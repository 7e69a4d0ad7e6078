/// What is wrong with an entry of a table; the raw value ends a message that names the entry.
enum Qcow2EntryProblem: String, Error {
  case reservedBits = "has reserved bits set"
  case notAligned = "points to an offset that is not aligned"
  case pointsToHeader = "points into the header"
  case outsideFile = "points outside the file"
  case copiedCompressed = "is compressed and yet marked as in use once"
  case zeroBitInVersion2 = "has the zero bit, which version 2 does not have"
  case contradictorySubclusters = "has subclusters that are both allocated and zero"
  case subclustersWithoutOffset = "has allocated subclusters, but no offset"
  case compressedSubclusters = "is compressed and has subclusters"
}
