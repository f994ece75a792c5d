"""The released OpenLineage client against the server: its events, its transports, and what the catalog makes of them."""
import datetime
import hashlib
import json
import unittest
import urllib.parse
import uuid

import requests
from openlineage.client import OpenLineageClient
from openlineage.client.event_v2 import (
    Dataset, DatasetEvent, InputDataset, Job, JobEvent, OutputDataset, Run, RunEvent, RunState)
from openlineage.client.facet_v2 import (
    column_lineage_dataset, data_quality_assertions_dataset, data_quality_metrics_input_dataset, documentation_dataset,
    error_message_run, output_statistics_output_dataset, ownership_job, parent_run, processing_engine_run,
    schema_dataset, sql_job, tags_dataset)
from openlineage.client.serde import Serde
from openlineage.client.transport.async_http import AsyncHttpConfig, AsyncHttpTransport
from openlineage.client.transport.http import HttpCompression, HttpConfig, HttpTransport

from server import server_url

PRODUCER = "https://github.com/OpenLineage/OpenLineage/tree/1.54.0/integration/spark"


def now(seconds=0):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return moment.isoformat()


class OpenLineageCase(unittest.TestCase):
    def setUp(self):
        self.server = server_url()
        self.namespace = "c" + uuid.uuid4().hex[:10]
        self.run = Run(str(uuid.uuid4()), facets={
            "processing_engine": processing_engine_run.ProcessingEngineRunFacet("4.3.0", "spark", "1.54.0"),
            "parent": parent_run.ParentRunFacet(
                parent_run.Run(str(uuid.uuid4())), parent_run.Job(self.namespace, "nightly"))})
        self.job = Job(self.namespace, "nightly.load", facets={
            "sql": sql_job.SQLJobFacet("insert into revenue select sum(amount) from orders"),
            "ownership": ownership_job.OwnershipJobFacet([ownership_job.Owner("user:ana")])})

    def client(self, path="api/v1/lineage", base="", compression=None):
        config = HttpConfig(url=self.server + base, endpoint=path, compression=compression)
        return OpenLineageClient(transport=HttpTransport(config))

    def table(self, name):
        return f"{self.namespace}.public.{name}"

    def urn(self, name):
        return f"urn:li:dataset:(urn:li:dataPlatform:postgres,{self.table(name)},PROD)"

    def event(self, state, seconds=0, run=None):
        source = InputDataset("postgres://db:5432", self.table("orders"), facets={
            "schema": schema_dataset.SchemaDatasetFacet([
                schema_dataset.SchemaDatasetFacetFields("amount", "numeric", "What was paid")]),
            "documentation": documentation_dataset.DocumentationDatasetFacet("All orders")})
        lineage = column_lineage_dataset
        target = OutputDataset(
            "postgres://db:5432", self.table("revenue"),
            facets={"columnLineage": lineage.ColumnLineageDatasetFacet({"total": lineage.Fields([lineage.InputField(
                "postgres://db:5432", self.table("orders"), "amount",
                [lineage.Transformation("DIRECT", "AGGREGATION")])])})},
            outputFacets={"outputStatistics": output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(7)})
        return RunEvent(
            eventType=state, eventTime=now(seconds), run=run or self.run, job=self.job, producer=PRODUCER,
            inputs=[source], outputs=[target])

    def entity(self, urn):
        answer = requests.get(f"{self.server}/v1/entities/{urllib.parse.quote(urn, safe='')}", timeout=30)
        self.assertEqual(answer.status_code, 200, answer.text)
        return {name: aspect["value"] for name, aspect in answer.json()["aspects"].items()}

    def lineage(self, urn, direction):
        answer = requests.get(
            f"{self.server}/v1/lineage/{urllib.parse.quote(urn, safe='')}?direction={direction}&hops=2", timeout=30)
        self.assertEqual(answer.status_code, 200, answer.text)
        return {node["urn"] for node in answer.json()["nodes"]}

    def points(self, urn, aspect):
        body = {"urn": urn, "entity": urn.split(":")[2], "aspect": aspect, "limit": 100}
        answer = requests.post(f"{self.server}/aspects?action=getTimeseriesAspectValues", json=body, timeout=30)
        return answer.json()["value"]["values"]

    def check(self):
        flow = f"urn:li:dataFlow:(spark,nightly,{self.namespace})"
        job = f"urn:li:dataJob:({flow},nightly.load)"
        self.assertEqual(self.entity(flow)["dataFlowInfo"]["name"], "nightly")
        aspects = self.entity(job)
        self.assertEqual(aspects["dataJobInputOutput"]["inputDatasets"], [self.urn("orders")])
        self.assertEqual(aspects["ownership"]["owners"][0]["owner"], "urn:li:corpuser:ana")
        self.assertIn(job, self.lineage(self.urn("orders"), "downstream"))
        self.assertIn(self.urn("revenue"), self.lineage(self.urn("orders"), "downstream"))
        columns = self.lineage(f"urn:li:schemaField:({self.urn('revenue')},total)", "upstream")
        self.assertEqual(columns, {f"urn:li:schemaField:({self.urn('orders')},amount)"})
        dataset = self.entity(self.urn("orders"))
        self.assertEqual(dataset["schemaMetadata"]["fields"][0]["nativeDataType"], "numeric")
        self.assertEqual(dataset["datasetProperties"]["description"], "All orders")
        run = f"urn:li:dataProcessInstance:{self.run.runId}"
        self.assertEqual(self.entity(run)["dataProcessInstanceRelationships"]["parentTemplate"], job)
        self.assertEqual(len(self.points(run, "dataProcessInstanceRunEvent")), 2)
        self.assertEqual(len(self.points(self.urn("revenue"), "operation")), 1)

    def test_events_of_a_run(self):
        client = self.client()
        client.emit(self.event(RunState.START))
        client.emit(self.event(RunState.COMPLETE, 1))
        self.check()

    def test_gzip_and_datahub_path_in_the_wrong_order(self):
        client = self.client(base="/openapi/openlineage/", compression=HttpCompression.GZIP)
        complete, start = self.event(RunState.COMPLETE, 1), self.event(RunState.START)
        for event in (complete, start, complete):
            client.emit(event)
        self.check()

    def test_the_asynchronous_transport_sends_many_runs_at_once(self):
        transport = AsyncHttpTransport(AsyncHttpConfig(
            url=self.server, compression=HttpCompression.GZIP, timeout=30, max_concurrent_requests=20))
        runs = [self.run] + [Run(str(uuid.uuid4()), facets=self.run.facets) for _ in range(24)]
        for state, seconds in ((RunState.START, 0), (RunState.COMPLETE, 1)):
            for run in runs:
                transport.emit(self.event(state, seconds, run))
        self.assertTrue(transport.close(60))
        self.assertEqual(transport.get_stats()["failed"], 0)
        job = f"urn:li:dataJob:(urn:li:dataFlow:(spark,nightly,{self.namespace}),nightly.load)"
        self.assertEqual(self.entity(job)["dataJobInputOutput"]["outputDatasets"], [self.urn("revenue")])
        for run in runs:
            points = self.points(f"urn:li:dataProcessInstance:{run.runId}", "dataProcessInstanceRunEvent")
            self.assertEqual(len(points), 2)

    def test_a_batch_of_events_as_the_client_writes_them(self):
        events = [self.event(RunState.COMPLETE, 1), self.event(RunState.START)]
        body = "[" + ",".join(Serde.to_json(event) for event in events) + "]"
        for path in ("/api/v1/lineage/batch", "/openapi/openlineage/api/v1/lineage"):
            answer = requests.post(
                self.server + path, data=body, headers={"Content-Type": "application/json"}, timeout=30)
            self.assertEqual(answer.status_code, 200, answer.text)
            self.assertEqual(answer.json()["summary"], {"received": 2, "successful": 2, "failed": 0})
        self.check()

    def test_quality_and_tags_of_columns(self):
        quality, metrics = data_quality_assertions_dataset, data_quality_metrics_input_dataset
        source = InputDataset("postgres://db:5432", self.table("orders"), facets={
            "schema": schema_dataset.SchemaDatasetFacet([
                schema_dataset.SchemaDatasetFacetFields("amount", "numeric")]),
            "tags": tags_dataset.TagsDatasetFacet([
                tags_dataset.TagsDatasetFacetFields("money", "true", "test", "amount")])}, inputFacets={
            "dataQualityMetrics": metrics.DataQualityMetricsInputDatasetFacet(
                {"amount": metrics.ColumnMetrics(nullCount=2, sum=10.0, count=4.0, quantiles={"0.5": 2.5})}, rowCount=4),
            "dataQualityAssertions": quality.DataQualityAssertionsDatasetFacet([
                quality.Assertion(assertion="not_null", success=False, column="amount")])})
        self.client().emit(RunEvent(
            eventType=RunState.COMPLETE, eventTime=now(), run=self.run, job=self.job, producer=PRODUCER,
            inputs=[source], outputs=[]))
        field = self.entity(self.urn("orders"))["schemaMetadata"]["fields"][0]
        self.assertEqual(field["globalTags"]["tags"][0]["tag"], "urn:li:tag:money")
        profile = json.loads(self.points(self.urn("orders"), "datasetProfile")[0]["aspect"]["value"])
        self.assertEqual(profile["rowCount"], 4)
        self.assertEqual(profile["fieldProfiles"][0]["nullCount"], 2)
        self.assertEqual(profile["fieldProfiles"][0]["median"], "2.5")
        identity = hashlib.md5(f"{self.urn('orders')}:amount:not_null".encode(), usedforsecurity=False).digest()
        assertion = f"urn:li:assertion:{uuid.UUID(bytes=identity, version=3)}"
        self.assertEqual(self.entity(assertion)["assertionInfo"]["customAssertion"]["entity"], self.urn("orders"))
        outcome = json.loads(self.points(assertion, "assertionRunEvent")[0]["aspect"]["value"])
        self.assertEqual(outcome["result"]["type"], "FAILURE")

    def test_a_failed_run_says_why(self):
        self.run.facets["errorMessage"] = error_message_run.ErrorMessageRunFacet("disk full", "JAVA", "at Writer")
        self.client().emit(self.event(RunState.FAIL))
        run = f"urn:li:dataProcessInstance:{self.run.runId}"
        properties = self.entity(run)["dataProcessInstanceProperties"]["customProperties"]
        self.assertEqual(properties["error"], "disk full")
        result = self.points(run, "dataProcessInstanceRunEvent")[0]["aspect"]["value"]
        self.assertIn("FAILURE", result)

    def test_job_and_dataset_events(self):
        client = self.client()
        client.emit(JobEvent(
            eventTime=now(), producer=PRODUCER, job=self.job,
            inputs=[InputDataset("kafka://broker:9092", self.table("clicks"))],
            outputs=[OutputDataset("s3://lake", f"raw/{self.namespace}")]))
        client.emit(DatasetEvent(eventTime=now(), producer=PRODUCER, dataset=Dataset(
            "kafka://broker:9092", self.table("clicks"),
            facets={"documentation": documentation_dataset.DocumentationDatasetFacet("Every click")})))
        clicks = f"urn:li:dataset:(urn:li:dataPlatform:kafka,{self.table('clicks')},PROD)"
        self.assertEqual(self.entity(clicks)["datasetProperties"]["description"], "Every click")
        lake = f"urn:li:dataset:(urn:li:dataPlatform:s3,lake/raw/{self.namespace},PROD)"
        self.assertIn(lake, self.lineage(clicks, "downstream"))


if __name__ == "__main__":
    unittest.main()
