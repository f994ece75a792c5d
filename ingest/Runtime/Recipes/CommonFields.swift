/// Fields that several connectors have, so that they are spelled and explained alike.
extension RecipeField {
    /// Groups of fields as one list, in their order.
    static func joined(_ groups: [RecipeField]...) -> [RecipeField] { groups.flatMap { $0 } }

    /// The password itself, in a file or in an environment variable.
    static func password(_ help: String) -> [RecipeField] {
        [
            RecipeField("password", .secret, help),
            RecipeField(
                "password_file", .secretFile(of: "password"), option: "password-file",
                "File whose first line is the password."),
            RecipeField(
                "password_env", .secretVariable(of: "password"), option: "password-env",
                "Environment variable that holds the password."),
        ]
    }

    /// The token itself, in a file or in an environment variable.
    static func token(_ help: String) -> [RecipeField] {
        [
            RecipeField("token", .secret, help),
            RecipeField(
                "token_file", .secretFile(of: "token"), option: "token-file", "File whose first line is the token."),
            RecipeField(
                "token_env", .secretVariable(of: "token"), option: "token-env",
                "Environment variable that holds the token."),
        ]
    }

    /// How a server's certificate is checked.
    static let serverCertificate: [RecipeField] = [
        RecipeField(
            "ca_file", .text, default: "the system's", option: "ca",
            "PEM file of the authorities to trust for the server's certificate."),
        RecipeField(
            "insecure", .flag, default: "false", option: "insecure",
            "Do not check the server's certificate. For tests only."),
    ]

    /// What the urns carry beside names: the environment, and which of several such sources it is.
    ///
    /// - Parameter source: What the source calls itself: a `cluster`, a `server`.
    static func urnParts(of source: String, environment: String = "each dataset's urn") -> [RecipeField] {
        [
            RecipeField(
                "env", .text, default: "PROD", option: "env", "The environment that is part of \(environment)."),
            RecipeField(
                "platform_instance", .text, option: "platform-instance",
                "Name of this \(source) where there are several; it becomes part of each urn."),
        ]
    }
}
