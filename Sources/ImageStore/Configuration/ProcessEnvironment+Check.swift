internal import FileSupport
internal import SystemPackage

extension ProcessEnvironment {
  /// Looks at all that the user's configuration says: at each file, then at each repository by priority,
  /// then at the folder for staged images. Changes nothing.
  public func checkConfiguration() -> [ConfigurationFinding] {
    let report = ConfigurationLoader(fileSystem: fileSystem, environment: configuration).examine()
    // What the store would warn of is among the findings.
    let manager = ImageManager(configuration: report.configuration, context: context())
    return report.findings + manager.repositories().map(ConfigurationFinding.init)
      + manager.repositoriesInOnePlace() + manager.cacheFindings()
  }
}

extension ConfigurationReport {
  /// What is in the files, and what is wrong there.
  fileprivate var findings: [ConfigurationFinding] {
    let whole = files.filter { file in !problems.contains { $0.file == file.path } }
    let told = whole.map { file in
      ConfigurationFinding(
        .file, file.exists ? .ok : .note, at: file.path,
        found: file.exists
          ? "names \(file.repositories.counting("repository", "repositories"))" : "does not exist")
    }
    let wrong = problems.sorted { $0.place < $1.place }.map { problem in
      ConfigurationFinding(
        .file, .failure, at: problem.file, line: problem.line,
        found: problem.explanation.escapingControlCharacters,
        advice: problem.error.advice)
    }
    return told + wrong
  }
}

extension ConfigurationFinding {
  fileprivate init(_ summary: RepositorySummary) {
    self.init(
      .repository(summary.name), .ok, at: summary.origin, line: summary.line,
      found: "\(summary.path): ")
    if let problem = summary.problem {
      verdict = .failure
      found = problem.withoutAdvice
      advice = problem.advice
    } else if !summary.exists {
      verdict = summary.isWritable ? .note : .warning
      found += "does not exist"
      advice =
        summary.isWritable
        ? "the first write makes it" : "make the folder it lies in, or let it be written to"
    } else {
      let version = summary.version.map { "version \($0)" } ?? "an empty folder"
      let sharing = summary.sharing.map { ", sharing \($0.rawValue)" } ?? ""
      found += "\(version), \(summary.isWritable ? "writable" : "read-only")\(sharing)"
      guard summary.version == 1 else { return }
      verdict = .warning
      advice = "\"pcocc image repo upgrade \(summary.name)\" lets it be written"
    }
  }
}

extension ConfigurationProblem {
  fileprivate var place: (String, Int) { (file.string, line ?? 0) }
}

extension ImageManager {
  /// Repositories that are the same one under another name.
  fileprivate func repositoriesInOnePlace() -> [ConfigurationFinding] {
    var names: [FilePath: RepositoryName] = [:]
    return configuration.repositories.compactMap { repository in
      let path =
        (try? context.fileSystem.canonicalPath(of: repository.path)) ?? repository.path
      guard let other = names[path] else {
        names[path] = repository.name
        return nil
      }
      return ConfigurationFinding(
        .repository(repository.name), .warning, at: repository.origin, line: repository.line,
        found: "\(path): is the path of repository \(other) too", advice: "remove one of them")
    }
  }

  /// The folder for staged images, where one is named.
  fileprivate func cacheFindings() -> [ConfigurationFinding] {
    guard let path = configuration.cachePath else { return [] }
    let files = context.fileSystem
    var finding = ConfigurationFinding(
      .cache, .ok, at: configuration.cacheOrigin, found: "\(path): writable")
    do {
      let status = try files.status(of: path, followingLinks: true)
      if status.kind != .directory {
        finding.verdict = .failure
        finding.found = "\(path): is no folder"
        finding.advice = "name a folder on a local disk"
      } else if !files.isAccessible(path, forWriting: true) {
        finding.verdict = .warning
        finding.found = "\(path): cannot be written"
        finding.advice = "name another folder, or stage with --dir"
      }
    } catch {
      finding.verdict = .note
      finding.found = (error as? PcoccError)?.withoutAdvice ?? "\(path): cannot be examined"
      finding.advice = "\"stage\" makes it where it can"
    }
    return [finding]
  }
}
