import Artifacts
import Console
import Datasets
import DifferentialPrivacy
import Journal
import Learning
import ModelExchange
import ModelUpdate
import SecureAggregation
import SharedFolder
import Sodium

extension NodeError {
  /// Any module's error as the end of a command, with the exit code that fits.
  public init(wrapping error: any Error) {
    switch error {
    case let error as NodeError: self = error
    case let error as AlreadyRunning: self = error.nodeError
    case let error as LockedKeys: self = error.nodeError
    case is SecretQuestion.Failure:
      self.init(.io, "the passphrase could not be read from the terminal", remedy: "try again")
    case let error as TrainerFailure: self = error.error
    case let error as FolderError:
      self.init(Self.status(error.code), error.message, remedy: error.remedy)
    case let error as JournalError:
      self.init(Self.status(error.code), error.message, remedy: error.remedy)
    case let error as DataError:
      self.init(Self.status(error.code), error.message, remedy: error.remedy)
    case let error as Rejection:
      self.init(Self.status(error.code), error.description, remedy: error.remedy)
    case let error as SecureAggregationError:
      self.init(.violation, error.message, remedy: error.remedy)
    case let error as SodiumError:
      self.init(.configuration, error.message, remedy: error.remedy)
    case let error as DifferentialPrivacyError:
      self.init(.badData, error.message, remedy: error.remedy)
    case let error as ModelUpdateError:
      self.init(.badData, error.message, remedy: error.remedy)
    case let error as ModelExchangeError:
      self.init(.badData, error.message, remedy: error.remedy)
    case let error as LearningError:
      self.init(
        error.code == .missingLibrary ? .unavailable : .badData, error.message,
        remedy: error.remedy)
    default:
      self.init(
        .software, "unexpected: \(error)", remedy: "report this; nothing was published half")
    }
  }

  private static func status(_ code: FolderError.Code) -> ExitStatus {
    switch code {
    case .missing, .notReady, .full, .notMounted: .tryLater
    case .conflict: .configuration
    case .tooLarge, .notRegular: .violation
    case .io: .io
    }
  }

  private static func status(_ code: Rejection.Code) -> ExitStatus {
    switch code {
    case .missing: .tryLater
    case .version: .configuration
    default: .violation
    }
  }

  private static func status(_ code: DataError.Code) -> ExitStatus {
    switch code {
    case .missing: .missing
    case .badData, .badSpecification: .badData
    case .badOptions, .exists: .usage
    case .unwritable: .io
    }
  }

  private static func status(_ code: JournalError.Code) -> ExitStatus {
    switch code {
    case .permissions: .permissions
    case .insideShare, .slotTaken, .corrupt, .invalidName, .noLocation: .configuration
    case .full: .tryLater
    case .tooLarge, .io: .io
    }
  }
}
