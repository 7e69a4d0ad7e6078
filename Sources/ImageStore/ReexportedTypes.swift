// What the declarations of this library show of the modules below it, so that a program that imports
// ImageStore needs no other import for them.

@_exported public import enum DiskImage.ClusterCompression
@_exported public import struct DiskImage.DifferingExtent
@_exported public import enum DiskImage.DiskFormat
@_exported public import struct DiskImage.FormatSettings
@_exported public import struct FileSupport.Monitor
@_exported public import struct FileSupport.PcoccError
@_exported public import struct SystemPackage.Errno
@_exported public import struct SystemPackage.FileDescriptor
@_exported public import struct SystemPackage.FilePath
