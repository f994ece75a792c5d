import Basics
import Testing

@Suite struct MetricsTests {
    private let requests = MetricFamily("requests_total", .counter, "Requests.", labels: ["route"])

    @Test("counters add up, gauges are set, histograms count at or below each bound") func kinds() async {
        let metrics = Metrics()
        let depth = MetricFamily("depth", .gauge, "Depth.")
        let seconds = MetricFamily("seconds", .histogram(bounds: [0.5, 1]), "Time.")
        metrics.add(requests, ["a"])
        metrics.add(requests, ["a"], by: 2)
        metrics.set(depth, to: 3)
        metrics.set(depth, to: 1.5)
        for observation in [0.25, 0.5, 0.75, 4] { metrics.observe(seconds, [], observation) }
        #expect(
            await metrics.text() == """
                # HELP depth Depth.
                # TYPE depth gauge
                depth 1.5
                # HELP requests_total Requests.
                # TYPE requests_total counter
                requests_total{route="a"} 3
                # HELP seconds Time.
                # TYPE seconds histogram
                seconds_bucket{le="0.5"} 2
                seconds_bucket{le="1"} 3
                seconds_bucket{le="+Inf"} 4
                seconds_sum 5.5
                seconds_count 4

                """)
    }

    @Test("label values are escaped as the text format asks") func escapes() async {
        let metrics = Metrics()
        metrics.add(requests, ["a\"b\\c\nd"])
        #expect(await metrics.text().contains(#"requests_total{route="a\"b\\c\nd"} 1"#))
    }

    @Test("past the limit of series everything is counted as other") func limit() async {
        let metrics = Metrics()
        for index in 0..<(Metrics.seriesLimit + 10) { metrics.add(requests, ["r\(index)"]) }
        let lines = await metrics.text().split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(lines.count == Metrics.seriesLimit + 1)
        #expect(lines.contains("requests_total{route=\"other\"} 10"))
    }
}
