internal import Crypto
internal import PathKit
internal import Yams
