internal import Crypto
internal import Yams
internal import PathKit
