"""A small catalog in DataHub's own classes: many entity types, snapshots and proposals, values that are easy to lose."""
from datahub.emitter.mcp import MetadataChangeProposalWrapper as Proposal
from datahub.metadata import schema_classes as m

STAMP = m.AuditStampClass(time=1_760_000_000_000, actor="urn:li:corpuser:ada")
LATER = m.AuditStampClass(time=1_760_000_009_999, actor="urn:li:corpuser:ben")


def dataset(name, platform="hive"):
    return f"urn:li:dataset:(urn:li:dataPlatform:{platform},{name},PROD)"


def field(path, type_class, native, **more):
    return m.SchemaFieldClass(
        fieldPath=path, type=m.SchemaFieldDataTypeClass(type=type_class()), nativeDataType=native, **more
    )


def schema(name, fields, platform="hive"):
    return m.SchemaMetadataClass(
        schemaName=name, platform=f"urn:li:dataPlatform:{platform}", version=0, hash="", fields=fields,
        platformSchema=m.OtherSchemaClass(rawSchema="create table …"), created=STAMP, lastModified=LATER,
    )


def proposals(prefix):
    """Proposals of about thirty entities whose names begin with `prefix`."""
    orders, raw, view = dataset(f"{prefix}.orders"), dataset(f"{prefix}/raw/orders", "s3"), dataset(f"{prefix}.заказы v+1")
    flow = f"urn:li:dataFlow:(airflow,{prefix}_nightly,prod)"
    job = f"urn:li:dataJob:({flow},load)"
    run = f"urn:li:dataProcessInstance:{prefix}_run1"
    container, domain, product = (f"urn:li:{t}:{prefix}_{t}" for t in ("container", "domain", "dataProduct"))
    tag, term, node = (f"urn:li:{t}:{prefix}.{t}" for t in ("tag", "glossaryTerm", "glossaryNode"))
    chart, dashboard = f"urn:li:chart:(looker,{prefix}.chart)", f"urn:li:dashboard:(looker,{prefix}.dashboard)"
    model = f"urn:li:mlModel:(urn:li:dataPlatform:mlflow,{prefix}.model,PROD)"
    group = f"urn:li:mlModelGroup:(urn:li:dataPlatform:mlflow,{prefix}.group,PROD)"
    table, feature = f"urn:li:mlFeatureTable:(urn:li:dataPlatform:feast,{prefix})", f"urn:li:mlFeature:({prefix},age)"
    key = f"urn:li:mlPrimaryKey:({prefix},id)"
    user, team = f"urn:li:corpuser:{prefix}.ada", f"urn:li:corpGroup:{prefix}.team"
    assertion, query = f"urn:li:assertion:{prefix}_assertion", f"urn:li:query:{prefix}_query"
    prop, form = f"urn:li:structuredProperty:{prefix}.retention", f"urn:li:form:{prefix}_form"

    def column(of, path):
        return f"urn:li:schemaField:({of},{path})"

    def each(urn, *aspects):
        return [Proposal(entityUrn=urn, aspect=aspect) for aspect in aspects]

    return [
        *each(
            orders,
            m.DatasetPropertiesClass(
                name="orders", description='žółć 数据 🚀 " \\ \u2028 <b>&amp;</b> \t tab\nline', qualifiedName="shop.orders",
                customProperties={"a": "1", "ключ": "знач", "": "empty name", "empty": ""}, tags=["x"],
                created=m.TimeStampClass(time=1_760_000_000_000), externalUrl="https://example.org/?q=1&r=%20",
            ),
            schema("orders", [
                field("id", m.NumberTypeClass, "bigint", isPartOfKey=True, nullable=False),
                field("customer.name", m.StringTypeClass, "varchar(20)", description="who", nullable=True,
                      globalTags=m.GlobalTagsClass(tags=[m.TagAssociationClass(tag=tag)])),
                field("[version=2.0].[type=struct].items.[type=array]", m.ArrayTypeClass, "array<int>"),
            ]),
            m.OwnershipClass(owners=[m.OwnerClass(owner=user, type=m.OwnershipTypeClass.DATAOWNER),
                                     m.OwnerClass(owner=team, type=m.OwnershipTypeClass.TECHNICAL_OWNER)],
                             lastModified=STAMP),
            m.GlobalTagsClass(tags=[m.TagAssociationClass(tag=tag, context="{}")]),
            m.GlossaryTermsClass(terms=[m.GlossaryTermAssociationClass(urn=term)], auditStamp=STAMP),
            m.ContainerClass(container=container), m.DomainsClass(domains=[domain]),
            m.SubTypesClass(typeNames=["Table"]),
            m.StructuredPropertiesClass(properties=[
                m.StructuredPropertyValueAssignmentClass(propertyUrn=prop, values=[30.0, 1e-7, 12345678901234.0])]),
            m.InstitutionalMemoryClass(elements=[
                m.InstitutionalMemoryMetadataClass(url="https://example.org", description="page", createStamp=STAMP)]),
            m.UpstreamLineageClass(
                upstreams=[m.UpstreamClass(dataset=raw, type=m.DatasetLineageTypeClass.TRANSFORMED, auditStamp=STAMP)],
                fineGrainedLineages=[m.FineGrainedLineageClass(
                    upstreamType=m.FineGrainedLineageUpstreamTypeClass.FIELD_SET, upstreams=[column(raw, "id")],
                    downstreamType=m.FineGrainedLineageDownstreamTypeClass.FIELD, downstreams=[column(orders, "id")],
                    confidenceScore=0.9, transformOperation="cast", query=query)]),
        ),
        *each(raw, m.DatasetPropertiesClass(name="raw"), m.StatusClass(removed=False)),
        *each(view, m.ViewPropertiesClass(materialized=False, viewLogic="select 1", viewLanguage="SQL"),
              m.UpstreamLineageClass(upstreams=[m.UpstreamClass(dataset=orders, type=m.DatasetLineageTypeClass.VIEW)])),
        *each(flow, m.DataFlowInfoClass(name="nightly", customProperties={"owner": "ada"}), m.StatusClass(removed=False)),
        *each(job, m.DataJobInfoClass(name="load", type="SQL", flowUrn=flow),
              m.DataJobInputOutputClass(inputDatasets=[raw], outputDatasets=[orders], inputDatasetEdges=[
                  m.EdgeClass(destinationUrn=raw, lastModified=LATER, properties={"k": "v"})])),
        *each(run, m.DataProcessInstancePropertiesClass(name="run1", created=STAMP, type=m.DataProcessTypeClass.BATCH_SCHEDULED),
              m.DataProcessInstanceRelationshipsClass(upstreamInstances=[], parentTemplate=job),
              m.DataProcessInstanceRunEventClass(
                  timestampMillis=1_760_000_000_000, status=m.DataProcessRunStatusClass.COMPLETE, attempt=1,
                  result=m.DataProcessInstanceRunResultClass(type=m.RunResultTypeClass.SUCCESS, nativeResultType="airflow"))),
        *each(container, m.ContainerPropertiesClass(name="shop", env=m.FabricTypeClass.PROD), m.SubTypesClass(typeNames=["Schema"])),
        *each(domain, m.DomainPropertiesClass(name="Sales", description="everything sold", created=STAMP)),
        *each(product, m.DataProductPropertiesClass(name="Orders", assets=[m.DataProductAssociationClass(destinationUrn=orders)])),
        *each(tag, m.TagPropertiesClass(name="PII", description="personal", colorHex="#ff0000")),
        *each(term, m.GlossaryTermInfoClass(definition="A customer's wish", termSource="INTERNAL", name="Order", parentNode=node)),
        *each(node, m.GlossaryNodeInfoClass(definition="Words of sales", name="Sales")),
        *each(chart, m.ChartInfoClass(title="c", description="d", type=m.ChartTypeClass.BAR, inputs=[orders],
                                      lastModified=m.ChangeAuditStampsClass(created=STAMP, lastModified=LATER))),
        *each(dashboard, m.DashboardInfoClass(title="d", description="", charts=[chart],
                                              lastModified=m.ChangeAuditStampsClass(created=STAMP, lastModified=LATER))),
        *each(model, m.MLModelPropertiesClass(
            description="predicts", version=m.VersionTagClass(versionTag="1"), groups=[group], mlFeatures=[feature],
            hyperParams=[m.MLHyperParamClass(name="depth", value="3")], trainingMetrics=[m.MLMetricClass(name="auc", value="0.5")],
            hyperParameters={"rate": 0.1, "layers": 3, "name": "x", "on": True}),
            m.CostClass(costType=m.CostTypeClass.ORG_COST_TYPE,
                        cost=m.CostCostClass(costCode="x", fieldDiscriminator=m.CostCostDiscriminatorClass.costCode))),
        *each(group, m.MLModelGroupPropertiesClass(name="group", description="models")),
        *each(table, m.MLFeatureTablePropertiesClass(description="t", mlFeatures=[feature], mlPrimaryKeys=[key])),
        *each(feature, m.MLFeaturePropertiesClass(dataType=m.MLFeatureDataTypeClass.COUNT, sources=[orders])),
        *each(key, m.MLPrimaryKeyPropertiesClass(sources=[orders], dataType=m.MLFeatureDataTypeClass.ORDINAL)),
        *each(user, m.CorpUserInfoClass(active=True, displayName="Ada", email="ada@example.org"),
              m.GroupMembershipClass(groups=[team])),
        *each(team, m.CorpGroupInfoClass(admins=[user], members=[user], groups=[], displayName="Team")),
        *each(assertion, m.AssertionInfoClass(
            type=m.AssertionTypeClass.DATASET, datasetAssertion=m.DatasetAssertionInfoClass(
                dataset=orders, scope=m.DatasetAssertionScopeClass.DATASET_COLUMN, fields=[column(orders, "id")],
                operator=m.AssertionStdOperatorClass.BETWEEN, parameters=m.AssertionStdParametersClass(
                    minValue=m.AssertionStdParameterClass(value="1", type=m.AssertionStdParameterTypeClass.NUMBER)))),
            m.AssertionRunEventClass(
                timestampMillis=1_760_000_000_001, runId="r", asserteeUrn=orders, assertionUrn=assertion,
                status=m.AssertionRunStatusClass.COMPLETE, result=m.AssertionResultClass(
                    type=m.AssertionResultTypeClass.SUCCESS, actualAggValue=2.5, rowCount=10))),
        *each(query, m.QueryPropertiesClass(
            statement=m.QueryStatementClass(value="select 1", language=m.QueryLanguageClass.SQL),
            source=m.QuerySourceClass.SYSTEM, created=STAMP, lastModified=LATER),
            m.QuerySubjectsClass(subjects=[m.QuerySubjectClass(entity=orders)])),
        *each(prop, m.StructuredPropertyDefinitionClass(
            qualifiedName=f"{prefix}.retention", valueType="urn:li:dataType:datahub.number", displayName="Retention",
            entityTypes=["urn:li:entityType:datahub.dataset"],
            allowedValues=[m.PropertyValueClass(value=30.0, description="a month"), m.PropertyValueClass(value="forever")])),
        *each(form, m.FormInfoClass(name="form", type=m.FormTypeClass.COMPLETION, prompts=[
            m.FormPromptClass(id="1", title="t", type=m.FormPromptTypeClass.STRUCTURED_PROPERTY,
                              structuredPropertyParams=m.StructuredPropertyParamsClass(urn=prop))])),
        *each(f"urn:li:dataPlatform:{prefix}", m.DataPlatformInfoClass(
            name=prefix, displayName="Own", type=m.PlatformTypeClass.OTHERS, datasetNameDelimiter=".")),
        *each(f"urn:li:dataPlatformInstance:(urn:li:dataPlatform:hive,{prefix})", m.DataPlatformInstancePropertiesClass(name="i")),
        *each(f"urn:li:notebook:(querybook,{prefix})", m.NotebookInfoClass(
            title="n", changeAuditStamps=m.ChangeAuditStampsClass(created=STAMP, lastModified=LATER))),
        *each(column(orders, "id"), m.BusinessAttributesClass()),
        *each(
            orders,
            *[m.DatasetProfileClass(
                timestampMillis=1_760_000_000_000 + n, rowCount=n, columnCount=3,
                fieldProfiles=[m.DatasetFieldProfileClass(fieldPath="id", uniqueCount=n, nullProportion=0.125, min="0")])
              for n in range(1, 4)],
            m.OperationClass(timestampMillis=1_760_000_000_000, lastUpdatedTimestamp=1_760_000_000_000,
                             operationType=m.OperationTypeClass.INSERT, numAffectedRows=7, customProperties={"k": "v"}),
            m.DatasetUsageStatisticsClass(
                timestampMillis=1_760_000_000_000, uniqueUserCount=1, totalSqlQueries=7, topSqlQueries=["select 1"],
                eventGranularity=m.TimeWindowSizeClass(unit=m.CalendarIntervalClass.DAY, multiple=1),
                userCounts=[m.DatasetUserUsageCountsClass(user=user, count=7)]),
        ),
    ]


def snapshots(prefix):
    """Entities in the older form, one record with several aspects."""
    table, user = dataset(f"{prefix}.mce"), f"urn:li:corpuser:{prefix}.mce"
    return [
        m.MetadataChangeEventClass(proposedSnapshot=m.DatasetSnapshotClass(urn=table, aspects=[
            m.DatasetPropertiesClass(name="mce", customProperties={"k": "v"}),
            m.OwnershipClass(owners=[m.OwnerClass(owner=user, type=m.OwnershipTypeClass.DATAOWNER)], lastModified=STAMP),
            schema("mce", [field("a", m.StringTypeClass, "text", nullable=True),
                           field("u", m.UnionTypeClass, "union", description="ü")]),
            m.StatusClass(removed=False)])),
        m.MetadataChangeEventClass(proposedSnapshot=m.CorpUserSnapshotClass(urn=user, aspects=[
            m.CorpUserInfoClass(active=True, displayName="Mce", email="m@example.org")])),
        m.MetadataChangeEventClass(proposedSnapshot=m.DashboardSnapshotClass(
            urn=f"urn:li:dashboard:(looker,{prefix}.mce)", aspects=[m.DashboardInfoClass(
                title="t", description="d", lastModified=m.ChangeAuditStampsClass(created=STAMP, lastModified=LATER))])),
    ]
