import Basics
import Testing

@testable import CatalogIngest

@Suite("Redaction")
struct RedactorTests {
    @Test("Every secret is starred in print, the longest first")
    func printed() {
        let redact = Redactor(["abc", "abcdef", ""])
        #expect(redact("x abcdef y abc") == "x **** y ****")
        redact.add("late-secret")
        #expect(redact("late-secret") == "****")
    }

    @Test("A secret is found as it stands in addresses, too")
    func spellings() {
        let redact = Redactor(["p@ss/word 1"])
        #expect(redact("a p@ss/word 1 b p%40ss%2Fword%201 c") == "a **** b **** c")
        #expect(Redactor(["hun%40ter"])("hun@ter") == "****")
    }

    @Test("Stored content loses secrets, but no ordinary word and no urn is touched")
    func stored() {
        let redact = Redactor(["postgres", "S3cret-99"])
        let proposal = IngestProposal(
            urn: "urn:li:tag:S3cret-99", entityType: "tag", aspectName: "tagProperties",
            value: ["name": "postgres", "list": [["text": "a S3cret-99 b S3cret-99"]], "count": 3])
        let clean = redact(proposal)
        #expect(clean.urn == proposal.urn)
        #expect(clean.value == ["name": "postgres", "list": [["text": "a **** b ****"]], "count": 3])
    }

    @Test("The recipe in the run's record stars secrets and passwords inside of addresses")
    func masked() throws {
        let fields = [RecipeField("url", .text, "A place."), RecipeField("password", .secret, "A secret.")]
        let configuration = try configuration(
            fields, ["url": "postgresql://ana:hidden-1@db:5432/shop?x=@", "password": "p"])
        #expect(configuration.masked == ["password": "****", "url": "postgresql://ana:****@db:5432/shop?x=@"])
        #expect(Set(configuration.secrets) == ["p", "hidden-1"])
        #expect(ConnectorConfiguration.password("kafka://host:9092/a:b@c") == nil)
    }
}
