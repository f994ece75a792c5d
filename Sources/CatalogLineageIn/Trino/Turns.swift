/// Lets work on the same things happen one after another, and work on different things at once.
actor Turns {
    private var busy: Set<String> = []
    private var waiting: [(keys: Set<String>, turn: CheckedContinuation<Void, Never>)] = []

    /// Runs `body` while nobody else works on any of the keys. All keys are taken at once, so nobody waits in a circle.
    func take<Result: Sendable>(_ keys: Set<String>, _ body: @Sendable () async -> Result) async -> Result {
        if busy.isDisjoint(with: keys), !waiting.contains(where: { !$0.keys.isDisjoint(with: keys) }) {
            busy.formUnion(keys)
        } else {
            await withCheckedContinuation { waiting.append((keys, $0)) }
        }
        let result = await body()
        busy.subtract(keys)
        admit()
        return result
    }

    /// Those whose keys are free and not awaited by anybody before them.
    private func admit() {
        var awaited: Set<String> = []
        var still: [(keys: Set<String>, turn: CheckedContinuation<Void, Never>)] = []
        for entry in waiting {
            if busy.isDisjoint(with: entry.keys), awaited.isDisjoint(with: entry.keys) {
                busy.formUnion(entry.keys)
                entry.turn.resume()
            } else {
                awaited.formUnion(entry.keys)
                still.append(entry)
            }
        }
        waiting = still
    }
}
