/// Why a file of entities or aspects is not usable.
public struct SchemaFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file, by its path or by the name of what it describes.
    public var file: String
    /// Where in the file, e.g. `fields.name`; empty for the whole.
    public var place: String
    public var message: String

    public init(file: String, place: String = "", message: String) {
        self.file = file
        self.place = place
        self.message = message
    }

    public var description: String { place.isEmpty ? "\(file): \(message)" : "\(file): \(place): \(message)" }
}
