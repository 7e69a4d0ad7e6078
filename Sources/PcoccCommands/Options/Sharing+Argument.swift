public import ArgumentParser
public import ImageStore

extension Sharing: ExpressibleByArgument {}
