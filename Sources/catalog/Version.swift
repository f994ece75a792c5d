/// The version of this binary.
enum Version {
    /// By semantic versioning; CHANGELOG.md says what each brings.
    static let current = "0.1.0"
}
