import Basics

extension MLflowReader {
    /// Deleted runs that are remembered one by one.
    private static let maximumDeleted = 20000
    /// Runs of a page from which on it is worth to wait for the catalog and to keep how far it came.
    private static let worthKeeping = 100

    /// Every run of the wanted experiments, from where an interrupted read ended.
    mutating func readAllRuns() async throws(IngestError) {
        let done = Set(memory.unfinished?.done ?? [])
        var left = sortedExperiments.filter { !done.contains($0) }
        var current = (memory.unfinished?.current ?? []).filter { experiments[$0] != nil && !done.contains($0) }
        var after = current.isEmpty ? 0 : memory.unfinished?.after ?? 0
        left.removeAll { current.contains($0) }
        while true {
            if current.isEmpty {
                current = Array(left.prefix(MLflowReader.batch))
                left.removeFirst(current.count)
            }
            guard !current.isEmpty else { return }
            memory.unfinished?.current = current
            memory.unfinished?.after = after
            if let error = try await readRuns(of: current, from: after, keepsProgress: true) {
                // One of them is at fault; each alone costs only itself.
                memory.unfinished?.after = after
                for id in current {
                    guard let error = current.count == 1 ? error : try await readRuns(of: [id], from: after) else {
                        continue
                    }
                    try await lost("the runs of \(named([id]))", error)
                }
            }
            memory.unfinished?.done += current
            memory.unfinished?.current = []
            current = []
            after = 0
        }
    }

    /// All runs of a few experiments that start at `after` or later.
    ///
    /// - Returns: what it failed by.
    private mutating func readRuns(
        of ids: [String], from after: Int64, keepsProgress: Bool = false
    ) async throws(IngestError) -> SourceError? {
        await run.stage("reading the runs of \(named(ids))")
        var ahead = await client.pages(
            .runs(experiments: ids, filter: after > 0 ? "attributes.start_time >= \(after)" : nil)
        ).following()
        while true {
            let page: [JSON]?
            do { page = try ahead.page.get() } catch {
                if error.endsRun { throw error.ingestError }
                return error
            }
            guard let page else { break }
            // MLflow takes as long for a page as the catalog does, so the next one is on its way meanwhile.
            let pages = ahead.pages
            async let following = pages.following()
            let runs = page.compactMap(MLflowRun.init)
            try await write(runs, reading: ids)
            if keepsProgress, runs.count >= MLflowReader.worthKeeping, let last = runs.compactMap(\.started).max() {
                try await saveProgress(after: max(after, last))
            }
            ahead = await following
        }
        // Of a read that began in the middle not every run was told here.
        if after == 0 { for id in ids { await run.completeListing(of: MLflowReader.runs(of: id)) } }
        return nil
    }

    /// What started, ended, is open, was deleted or restored since the last run of the pipeline.
    mutating func readChanges() async throws(IngestError) {
        await run.stage("reading runs that changed")
        let since = previous.watermark &- overlap
        let ids = sortedExperiments
        let changed = ids.filter {
            (experiments[$0]?.lastUpdated ?? 0) > since || !previous.experiments.contains($0)
        }
        if !changed.isEmpty { try await readListing(changed, .runs(experiments: changed, filter: nil)) }
        var deleted: Set<String> = []
        for start in stride(from: 0, to: ids.count, by: MLflowReader.batch) {
            let batch = Array(ids[start..<min(ids.count, start + MLflowReader.batch)])
            for filter in [
                "attributes.start_time > \(since)", "attributes.end_time > \(since)",
                "attributes.status != 'FINISHED' and attributes.status != 'FAILED' and attributes.status != 'KILLED'",
            ] { try await readListing(batch, .runs(experiments: batch, filter: filter)) }
            deleted.formUnion(try await readListing(batch, .deletedRuns(experiments: batch)))
        }
        guard !hasFailed else { return }
        // What was deleted and is not listed so any more: restored, or gone for good.
        let restored = previous.deleted.subtracting(deleted).sorted()
        memory.deleted.subtract(restored)
        let found = try await named(restored.filter { !handled.contains($0) }, in: ids)
        try await write(found, reading: ids)
    }

    /// Writes what a listing holds and was neither met in this read nor known as deleted.
    ///
    /// - Returns: the identifiers of all it holds.
    @discardableResult
    private mutating func readListing(
        _ ids: [String], _ listing: MLflowClient.Listing
    ) async throws(IngestError) -> Set<String> {
        var all: Set<String> = []
        var pages = client.pages(listing)
        while true {
            let page: [JSON]?
            do { page = try await pages.next() } catch {
                try await lost("the runs of \(named(ids))", error)
                return all
            }
            guard let page else { return all }
            let runs = page.compactMap(MLflowRun.init)
            try await write(
                runs.filter { !handled.contains($0.id) && !($0.isDeleted && previous.deleted.contains($0.id)) },
                reading: ids)
            for run in runs { all.insert(run.id) }
            handled.formUnion(all)
        }
    }

    private mutating func write(_ runs: [MLflowRun], reading ids: [String]) async throws(IngestError) {
        guard !runs.isEmpty else { return }
        for id in ids {
            let own = runs.filter { $0.experimentID == id }
            guard !own.isEmpty, let experiment = experiments[id] else { continue }
            var aspects: [IngestProposal] = []
            for run in own {
                note(run)
                for entry in mapping.unreadable(of: run) {
                    let reason = DeclaredUrns.complaint(about: entry, in: "a tag of it")
                    await self.run.add(Problem(.broken, object: "run \(run.name)", reason: reason))
                }
                aspects += mapping.run(run, experiment: experiment.name, registry: registry)
            }
            try await run.emit(aspects, in: MLflowReader.runs(of: id))
        }
    }

    /// Keeps of a run what other entities need.
    private mutating func note(_ run: MLflowRun) {
        memory.watermark = max(memory.watermark, run.started ?? 0, run.ended ?? 0)
        if run.isDeleted {
            if memory.deleted.count < MLflowReader.maximumDeleted { memory.deleted.insert(run.id) }
        } else {
            memory.deleted.remove(run.id)
        }
        users.insert(run.user ?? "mlflow")
        if awaited.contains(run.id) { trainingRuns[run.id] = run }
        for input in run.inputs {
            let sight = MLflowSight(started: run.started ?? 0, run: run.id, input: input)
            if let known = datasets[input.dataset.name], sight.isOlder(than: known) { continue }
            datasets[input.dataset.name] = sight
        }
    }
}
