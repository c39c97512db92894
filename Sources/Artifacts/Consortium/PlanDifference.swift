import Foundation

/// What two plans say differently, in words.
public enum PlanDifference {
  /// A line for each field that differs, by its name in the manifest, such as
  /// `training.rounds: 28 (before: 40)`; sorted.
  ///
  /// The file that a plan starts from and what it follows are left out: they always differ.
  public static func lines(from before: Plan, to now: Plan) -> [String] {
    let (old, new) = (fields(before), fields(now))
    return Set(old.keys).union(new.keys).sorted().compactMap { name in
      switch (old[name], new[name]) {
      case (let value?, let other?): value == other ? nil : "\(name): \(other) (before: \(value))"
      case (nil, let value?): "\(name): \(value) (before: not there)"
      case (let value?, nil): "\(name): no longer there (before: \(value))"
      case (nil, nil): nil
      }
    }
  }

  private static func fields(_ plan: Plan) -> [String: String] {
    var plan = plan
    plan.follows = nil
    let json = try? JSONSerialization.jsonObject(with: Data(CanonicalJSON.encode(plan)))
    var fields: [String: String] = [:]
    collect(json ?? [:], at: "", into: &fields)
    fields["start.digest"] = nil
    return fields
  }

  private static func collect(_ value: Any, at name: String, into fields: inout [String: String]) {
    switch value {
    case let object as [String: Any]:
      for (key, value) in object {
        collect(value, at: name.isEmpty ? key : "\(name).\(key)", into: &fields)
      }
    case let list as [Any] where list.contains { $0 is [String: Any] || $0 is [Any] }:
      for (index, value) in list.enumerated() {
        collect(value, at: "\(name)[\(index + 1)]", into: &fields)
      }
    case let list as [Any]: fields[name] = list.map { "\($0)" }.joined(separator: ", ")
    default: fields[name] = "\(value)"
    }
  }
}
