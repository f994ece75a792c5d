// swift-format-ignore-file
// Written by scripts/embed-schema from the folders beside Loader/. Do not edit.

enum Embedded {
static let entities: [EmbeddedFile] = [
EmbeddedFile(path: "entities/agentSkill.json", content: #"""
{
  "entity": "agentSkill",
  "category": "core",
  "keyAspect": "agentSkillKey",
  "urn": "urn:li:agentSkill:id",
  "aspects": [
    "agentSkillInfo", "dataPlatformInstance", "ownership", "status", "globalTags", "glossaryTerms",
    "semanticContent", "institutionalMemory", "domains", "structuredProperties", "versionProperties"
  ]
}

"""#),
EmbeddedFile(path: "entities/aiAgent.json", content: #"""
{
  "entity": "aiAgent",
  "category": "core",
  "keyAspect": "aiAgentKey",
  "urn": "urn:li:aiAgent:id",
  "aspects": [
    "aiAgentInfo", "aiAgentDependencies", "dataPlatformInstance", "displayProperties", "ownership", "status",
    "structuredProperties", "upstreamLineage", "globalTags", "glossaryTerms", "semanticContent",
    "institutionalMemory", "domains", "incidentsSummary", "versionProperties"
  ]
}

"""#),
EmbeddedFile(path: "entities/api.json", content: #"""
{
  "entity": "api",
  "category": "core",
  "keyAspect": "apiKey",
  "urn": "urn:li:api:id",
  "aspects": [
    "apiProperties", "apiSignature", "restApiProperties", "subTypes", "dataPlatformInstance", "ownership", "status",
    "globalTags", "glossaryTerms", "semanticContent", "institutionalMemory", "domains", "structuredProperties",
    "versionProperties"
  ]
}

"""#),
EmbeddedFile(path: "entities/application.json", content: #"""
{
  "entity": "application",
  "category": "core",
  "keyAspect": "applicationKey",
  "urn": "urn:li:application:id",
  "aspects": [
    "applicationProperties", "applicationLineage", "ownership", "glossaryTerms", "globalTags", "domains",
    "institutionalMemory", "status", "structuredProperties", "forms", "testResults", "subTypes"
  ]
}

"""#),
EmbeddedFile(path: "entities/assertion.json", content: #"""
{
  "entity": "assertion",
  "category": "core",
  "keyAspect": "assertionKey",
  "urn": "urn:li:assertion:assertionId",
  "aspects": [
    "assertionInfo", "assertionNote", "dataPlatformInstance", "assertionRunEvent", "assertionRunSummary",
    "assertionActions", "status", "globalTags", "ownership"
  ]
}

"""#),
EmbeddedFile(path: "entities/businessAttribute.json", content: #"""
{
  "entity": "businessAttribute",
  "category": "core",
  "keyAspect": "businessAttributeKey",
  "urn": "urn:li:businessAttribute:id",
  "aspects": ["businessAttributeInfo", "status", "ownership", "institutionalMemory"]
}

"""#),
EmbeddedFile(path: "entities/chart.json", content: #"""
{
  "entity": "chart",
  "category": "core",
  "keyAspect": "chartKey",
  "urn": "urn:li:chart:(dashboardTool,chartId)",
  "snapshot": "com.linkedin.metadata.snapshot.ChartSnapshot",
  "aspects": [
    "chartInfo", "upstreamMetrics", "editableChartProperties", "chartQuery", "inputFields", "chartUsageStatistics",
    "embed", "browsePaths", "domains", "dataProducts", "applications", "container", "deprecation", "ownership",
    "status", "institutionalMemory", "dataPlatformInstance", "globalTags", "glossaryTerms", "browsePathsV2",
    "subTypes", "structuredProperties", "incidentsSummary", "forms", "testResults", "documentation"
  ]
}

"""#),
EmbeddedFile(path: "entities/container.json", content: #"""
{
  "entity": "container",
  "category": "core",
  "keyAspect": "containerKey",
  "urn": "urn:li:container:guid",
  "aspects": [
    "containerProperties", "editableContainerProperties", "dataPlatformInstance", "subTypes", "ownership",
    "deprecation", "container", "globalTags", "glossaryTerms", "institutionalMemory", "browsePaths", "status",
    "domains", "dataProducts", "applications", "browsePathsV2", "structuredProperties", "forms", "testResults",
    "access", "documentation"
  ]
}

"""#),
EmbeddedFile(path: "entities/corpGroup.json", content: #"""
{
  "entity": "corpGroup",
  "keyAspect": "corpGroupKey",
  "urn": "urn:li:corpGroup:name",
  "snapshot": "com.linkedin.metadata.snapshot.CorpGroupSnapshot",
  "aspects": [
    "corpGroupInfo", "corpGroupEditableInfo", "globalTags", "ownership", "status", "origin", "roleMembership",
    "structuredProperties", "forms", "testResults", "subTypes"
  ]
}

"""#),
EmbeddedFile(path: "entities/corpuser.json", content: #"""
{
  "entity": "corpuser",
  "keyAspect": "corpUserKey",
  "urn": "urn:li:corpuser:username",
  "snapshot": "com.linkedin.metadata.snapshot.CorpUserSnapshot",
  "aspects": [
    "corpUserInfo", "corpUserEditableInfo", "corpUserStatus", "groupMembership", "globalTags", "status",
    "corpUserCredentials", "nativeGroupMembership", "corpUserSettings", "origin", "roleMembership",
    "structuredProperties", "forms", "testResults", "subTypes", "slackUserInfo"
  ]
}

"""#),
EmbeddedFile(path: "entities/dashboard.json", content: #"""
{
  "entity": "dashboard",
  "keyAspect": "dashboardKey",
  "urn": "urn:li:dashboard:(dashboardTool,dashboardId)",
  "snapshot": "com.linkedin.metadata.snapshot.DashboardSnapshot",
  "aspects": [
    "domains", "dataProducts", "applications", "container", "deprecation", "dashboardUsageStatistics",
    "inputFields", "subTypes", "embed", "dashboardInfo", "upstreamMetrics", "editableDashboardProperties",
    "ownership", "status", "globalTags", "browsePaths", "glossaryTerms", "institutionalMemory",
    "dataPlatformInstance", "browsePathsV2", "structuredProperties", "incidentsSummary", "forms", "testResults",
    "documentation", "access"
  ]
}

"""#),
EmbeddedFile(path: "entities/dataContract.json", content: #"""
{
  "entity": "dataContract",
  "category": "core",
  "keyAspect": "dataContractKey",
  "urn": "urn:li:dataContract:id",
  "aspects": ["dataContractProperties", "dataContractStatus", "status", "structuredProperties"]
}

"""#),
EmbeddedFile(path: "entities/dataFlow.json", content: #"""
{
  "entity": "dataFlow",
  "category": "core",
  "keyAspect": "dataFlowKey",
  "urn": "urn:li:dataFlow:(orchestrator,flowId,cluster)",
  "snapshot": "com.linkedin.metadata.snapshot.DataFlowSnapshot",
  "aspects": [
    "domains", "dataProducts", "applications", "deprecation", "versionInfo", "dataFlowInfo",
    "editableDataFlowProperties", "ownership", "status", "globalTags", "browsePaths", "glossaryTerms",
    "institutionalMemory", "dataPlatformInstance", "container", "browsePathsV2", "structuredProperties",
    "incidentsSummary", "forms", "subTypes", "testResults", "documentation"
  ]
}

"""#),
EmbeddedFile(path: "entities/dataHubAccessToken.json", content: #"""
{
  "entity": "dataHubAccessToken",
  "category": "internal",
  "keyAspect": "dataHubAccessTokenKey",
  "urn": "urn:li:dataHubAccessToken:id",
  "aspects": ["dataHubAccessTokenInfo"]
}

"""#),
EmbeddedFile(path: "entities/dataHubAction.json", content: #"""
{
  "entity": "dataHubAction",
  "category": "internal",
  "keyAspect": "dataHubActionKey",
  "urn": "urn:li:dataHubAction:id",
  "aspects": []
}

"""#),
EmbeddedFile(path: "entities/dataHubConnection.json", content: #"""
{
  "entity": "dataHubConnection",
  "category": "internal",
  "keyAspect": "dataHubConnectionKey",
  "urn": "urn:li:dataHubConnection:id",
  "aspects": ["dataHubConnectionDetails", "dataPlatformInstance"]
}

"""#),
EmbeddedFile(path: "entities/dataHubExecutionRequest.json", content: #"""
{
  "entity": "dataHubExecutionRequest",
  "category": "internal",
  "keyAspect": "dataHubExecutionRequestKey",
  "urn": "urn:li:dataHubExecutionRequest:id",
  "aspects": ["dataHubExecutionRequestInput", "dataHubExecutionRequestSignal", "dataHubExecutionRequestResult"]
}

"""#),
EmbeddedFile(path: "entities/dataHubFile.json", content: #"""
{
  "entity": "dataHubFile",
  "category": "core",
  "keyAspect": "dataHubFileKey",
  "urn": "urn:li:dataHubFile:id",
  "aspects": ["dataHubFileInfo", "status"]
}

"""#),
EmbeddedFile(path: "entities/dataHubIngestionSource.json", content: #"""
{
  "entity": "dataHubIngestionSource",
  "category": "internal",
  "keyAspect": "dataHubIngestionSourceKey",
  "urn": "urn:li:dataHubIngestionSource:id",
  "aspects": ["dataHubIngestionSourceInfo", "ownership"]
}

"""#),
EmbeddedFile(path: "entities/dataHubOpenAPISchema.json", content: #"""
{
  "entity": "dataHubOpenAPISchema",
  "category": "internal",
  "keyAspect": "dataHubOpenAPISchemaKey",
  "urn": "urn:li:dataHubOpenAPISchema:id",
  "aspects": ["systemMetadata"]
}

"""#),
EmbeddedFile(path: "entities/dataHubPageModule.json", content: #"""
{
  "entity": "dataHubPageModule",
  "category": "core",
  "keyAspect": "dataHubPageModuleKey",
  "urn": "urn:li:dataHubPageModule:id",
  "aspects": ["dataHubPageModuleProperties"]
}

"""#),
EmbeddedFile(path: "entities/dataHubPageTemplate.json", content: #"""
{
  "entity": "dataHubPageTemplate",
  "category": "core",
  "keyAspect": "dataHubPageTemplateKey",
  "urn": "urn:li:dataHubPageTemplate:id",
  "aspects": ["dataHubPageTemplateProperties"]
}

"""#),
EmbeddedFile(path: "entities/dataHubPersona.json", content: #"""
{
  "entity": "dataHubPersona",
  "category": "internal",
  "keyAspect": "dataHubPersonaKey",
  "urn": "urn:li:dataHubPersona:id",
  "aspects": ["dataHubPersonaInfo"]
}

"""#),
EmbeddedFile(path: "entities/dataHubPolicy.json", content: #"""
{
  "entity": "dataHubPolicy",
  "category": "internal",
  "keyAspect": "dataHubPolicyKey",
  "urn": "urn:li:dataHubPolicy:id",
  "snapshot": "com.linkedin.metadata.snapshot.DataHubPolicySnapshot",
  "aspects": ["dataHubPolicyInfo"]
}

"""#),
EmbeddedFile(path: "entities/dataHubRetention.json", content: #"""
{
  "entity": "dataHubRetention",
  "category": "internal",
  "keyAspect": "dataHubRetentionKey",
  "urn": "urn:li:dataHubRetention:(entityName,aspectName)",
  "snapshot": "com.linkedin.metadata.snapshot.DataHubRetentionSnapshot",
  "aspects": ["dataHubRetentionConfig"]
}

"""#),
EmbeddedFile(path: "entities/dataHubRole.json", content: #"""
{
  "entity": "dataHubRole",
  "category": "core",
  "keyAspect": "dataHubRoleKey",
  "urn": "urn:li:dataHubRole:id",
  "aspects": ["dataHubRoleInfo"]
}

"""#),
EmbeddedFile(path: "entities/dataHubSecret.json", content: #"""
{
  "entity": "dataHubSecret",
  "category": "internal",
  "keyAspect": "dataHubSecretKey",
  "urn": "urn:li:dataHubSecret:id",
  "aspects": ["dataHubSecretValue"]
}

"""#),
EmbeddedFile(path: "entities/dataHubStepState.json", content: #"""
{
  "entity": "dataHubStepState",
  "category": "internal",
  "keyAspect": "dataHubStepStateKey",
  "urn": "urn:li:dataHubStepState:id",
  "aspects": ["dataHubStepStateProperties"]
}

"""#),
EmbeddedFile(path: "entities/dataHubUpgrade.json", content: #"""
{
  "entity": "dataHubUpgrade",
  "category": "internal",
  "keyAspect": "dataHubUpgradeKey",
  "urn": "urn:li:dataHubUpgrade:id",
  "aspects": ["dataHubUpgradeRequest", "dataHubUpgradeResult"]
}

"""#),
EmbeddedFile(path: "entities/dataHubView.json", content: #"""
{
  "entity": "dataHubView",
  "category": "core",
  "keyAspect": "dataHubViewKey",
  "urn": "urn:li:dataHubView:id",
  "aspects": ["dataHubViewInfo"]
}

"""#),
EmbeddedFile(path: "entities/dataJob.json", content: #"""
{
  "entity": "dataJob",
  "keyAspect": "dataJobKey",
  "urn": "urn:li:dataJob:(flow,jobId)",
  "snapshot": "com.linkedin.metadata.snapshot.DataJobSnapshot",
  "aspects": [
    "datahubIngestionRunSummary", "datahubIngestionCheckpoint", "domains", "dataProducts", "applications",
    "deprecation", "versionInfo", "dataJobInfo", "dataJobInputOutput", "editableDataJobProperties", "ownership",
    "status", "globalTags", "browsePaths", "glossaryTerms", "institutionalMemory", "dataPlatformInstance",
    "container", "browsePathsV2", "structuredProperties", "forms", "subTypes", "incidentsSummary", "testResults",
    "dataTransformLogic", "documentation"
  ]
}

"""#),
EmbeddedFile(path: "entities/dataPlatform.json", content: #"""
{
  "entity": "dataPlatform",
  "category": "core",
  "keyAspect": "dataPlatformKey",
  "urn": "urn:li:dataPlatform:platformName",
  "snapshot": "com.linkedin.metadata.snapshot.DataPlatformSnapshot",
  "aspects": ["dataPlatformInfo"]
}

"""#),
EmbeddedFile(path: "entities/dataPlatformInstance.json", content: #"""
{
  "entity": "dataPlatformInstance",
  "category": "internal",
  "keyAspect": "dataPlatformInstanceKey",
  "urn": "urn:li:dataPlatformInstance:(platform,instance)",
  "aspects": [
    "dataPlatformInstanceProperties", "ownership", "globalTags", "institutionalMemory", "deprecation", "status",
    "icebergWarehouseInfo"
  ]
}

"""#),
EmbeddedFile(path: "entities/dataProcess.json", content: #"""
{
  "entity": "dataProcess",
  "keyAspect": "dataProcessKey",
  "urn": "urn:li:dataProcess:(name,orchestrator,origin)",
  "snapshot": "com.linkedin.metadata.snapshot.DataProcessSnapshot",
  "aspects": ["dataProcessInfo", "ownership", "status", "testResults", "subTypes"]
}

"""#),
EmbeddedFile(path: "entities/dataProcessInstance.json", content: #"""
{
  "entity": "dataProcessInstance",
  "keyAspect": "dataProcessInstanceKey",
  "urn": "urn:li:dataProcessInstance:id",
  "aspects": [
    "dataProcessInstanceInput", "dataProcessInstanceOutput", "dataProcessInstanceProperties",
    "dataProcessInstanceRelationships", "dataProcessInstanceRunEvent", "status", "testResults",
    "dataPlatformInstance", "subTypes", "container", "mlTrainingRunProperties"
  ]
}

"""#),
EmbeddedFile(path: "entities/dataProduct.json", content: #"""
{
  "entity": "dataProduct",
  "category": "core",
  "keyAspect": "dataProductKey",
  "urn": "urn:li:dataProduct:id",
  "aspects": [
    "ownership", "glossaryTerms", "globalTags", "domains", "applications", "dataProductProperties",
    "institutionalMemory", "deprecation", "status", "structuredProperties", "forms", "testResults", "subTypes",
    "assetSettings"
  ]
}

"""#),
EmbeddedFile(path: "entities/dataType.json", content: #"""
{
  "entity": "dataType",
  "category": "core",
  "keyAspect": "dataTypeKey",
  "urn": "urn:li:dataType:id",
  "aspects": ["dataTypeInfo", "institutionalMemory", "status"]
}

"""#),
EmbeddedFile(path: "entities/dataset.json", content: #"""
{
  "entity": "dataset",
  "category": "core",
  "keyAspect": "datasetKey",
  "urn": "urn:li:dataset:(platform,name,origin)",
  "snapshot": "com.linkedin.metadata.snapshot.DatasetSnapshot",
  "aspects": [
    "viewProperties", "semanticModelProperties", "subTypes", "datasetProfile", "datasetUsageStatistics",
    "usageFeatures", "storageFeatures", "operation", "domains", "dataProducts", "applications", "schemaMetadata",
    "status", "container", "deprecation", "testResults", "siblings", "embed", "incidentsSummary",
    "datasetProperties", "editableDatasetProperties", "datasetDeprecation", "datasetUpstreamLineage",
    "upstreamLineage", "upstreamMetrics", "institutionalMemory", "ownership", "editableSchemaMetadata",
    "globalTags", "glossaryTerms", "browsePaths", "dataPlatformInstance", "browsePathsV2", "access",
    "structuredProperties", "forms", "partitionsSummary", "versionProperties", "icebergCatalogInfo",
    "logicalParent", "assetSettings", "documentation", "aliases"
  ]
}

"""#),
EmbeddedFile(path: "entities/document.json", content: #"""
{
  "entity": "document",
  "category": "core",
  "keyAspect": "documentKey",
  "urn": "urn:li:document:id",
  "aspects": [
    "documentInfo", "documentSettings", "status", "ownership", "domains", "dataProducts", "structuredProperties",
    "subTypes", "dataPlatformInstance", "browsePathsV2", "globalTags", "glossaryTerms", "semanticContent",
    "semanticText", "institutionalMemory", "documentation", "documentUsageStatistics"
  ]
}

"""#),
EmbeddedFile(path: "entities/domain.json", content: #"""
{
  "entity": "domain",
  "category": "core",
  "keyAspect": "domainKey",
  "urn": "urn:li:domain:id",
  "aspects": [
    "domainProperties", "institutionalMemory", "ownership", "deprecation", "structuredProperties", "forms",
    "testResults", "displayProperties", "assetSettings"
  ]
}

"""#),
EmbeddedFile(path: "entities/entityType.json", content: #"""
{
  "entity": "entityType",
  "category": "core",
  "keyAspect": "entityTypeKey",
  "urn": "urn:li:entityType:id",
  "aspects": ["entityTypeInfo", "institutionalMemory", "status"]
}

"""#),
EmbeddedFile(path: "entities/erModelRelationship.json", content: #"""
{
  "entity": "erModelRelationship",
  "keyAspect": "erModelRelationshipKey",
  "urn": "urn:li:erModelRelationship:id",
  "aspects": [
    "erModelRelationshipProperties", "editableERModelRelationshipProperties", "institutionalMemory", "ownership",
    "status", "globalTags", "glossaryTerms"
  ]
}

"""#),
EmbeddedFile(path: "entities/form.json", content: #"""
{
  "entity": "form",
  "category": "core",
  "keyAspect": "formKey",
  "urn": "urn:li:form:id",
  "aspects": ["formInfo", "dynamicFormAssignment", "ownership"]
}

"""#),
EmbeddedFile(path: "entities/globalSettings.json", content: #"""
{
  "entity": "globalSettings",
  "category": "internal",
  "keyAspect": "globalSettingsKey",
  "urn": "urn:li:globalSettings:id",
  "aspects": ["globalSettingsInfo"]
}

"""#),
EmbeddedFile(path: "entities/glossaryNode.json", content: #"""
{
  "entity": "glossaryNode",
  "category": "core",
  "keyAspect": "glossaryNodeKey",
  "urn": "urn:li:glossaryNode:name",
  "snapshot": "com.linkedin.metadata.snapshot.GlossaryNodeSnapshot",
  "aspects": [
    "glossaryNodeInfo", "institutionalMemory", "ownership", "status", "structuredProperties", "forms",
    "testResults", "subTypes", "displayProperties", "assetSettings", "domains", "applications", "globalTags"
  ]
}

"""#),
EmbeddedFile(path: "entities/glossaryTerm.json", content: #"""
{
  "entity": "glossaryTerm",
  "category": "core",
  "keyAspect": "glossaryTermKey",
  "urn": "urn:li:glossaryTerm:name",
  "snapshot": "com.linkedin.metadata.snapshot.GlossaryTermSnapshot",
  "aspects": [
    "glossaryTermInfo", "glossaryRelatedTerms", "institutionalMemory", "schemaMetadata", "ownership", "deprecation",
    "domains", "applications", "status", "browsePaths", "structuredProperties", "forms", "testResults", "subTypes",
    "displayProperties", "assetSettings", "globalTags"
  ]
}

"""#),
EmbeddedFile(path: "entities/incident.json", content: #"""
{
  "entity": "incident",
  "category": "core",
  "keyAspect": "incidentKey",
  "urn": "urn:li:incident:id",
  "aspects": ["incidentInfo", "incidentExternalLinks", "incidentNotes", "globalTags"]
}

"""#),
EmbeddedFile(path: "entities/inviteToken.json", content: #"""
{
  "entity": "inviteToken",
  "category": "internal",
  "keyAspect": "inviteTokenKey",
  "urn": "urn:li:inviteToken:id",
  "aspects": ["inviteToken"]
}

"""#),
EmbeddedFile(path: "entities/lifecycleStageType.json", content: #"""
{
  "entity": "lifecycleStageType",
  "category": "core",
  "keyAspect": "lifecycleStageTypeKey",
  "urn": "urn:li:lifecycleStageType:id",
  "aspects": ["lifecycleStageTypeInfo", "status"]
}

"""#),
EmbeddedFile(path: "entities/metric.json", content: #"""
{
  "entity": "metric",
  "category": "core",
  "keyAspect": "metricKey",
  "urn": "urn:li:metric:(platform,path,id)",
  "aspects": [
    "metricInfo", "metricRelationships", "metricUpstreams", "ownership", "domains", "globalTags", "glossaryTerms",
    "institutionalMemory", "structuredProperties", "status", "deprecation", "dataPlatformInstance", "subTypes",
    "documentation", "browsePathsV2", "applications", "aiContext"
  ]
}

"""#),
EmbeddedFile(path: "entities/mlFeature.json", content: #"""
{
  "entity": "mlFeature",
  "category": "core",
  "keyAspect": "mlFeatureKey",
  "urn": "urn:li:mlFeature:(featureNamespace,name)",
  "snapshot": "com.linkedin.metadata.snapshot.MLFeatureSnapshot",
  "aspects": [
    "glossaryTerms", "editableMlFeatureProperties", "domains", "dataProducts", "applications",
    "mlFeatureProperties", "ownership", "institutionalMemory", "status", "deprecation", "browsePaths", "globalTags",
    "dataPlatformInstance", "browsePathsV2", "structuredProperties", "forms", "testResults", "incidentsSummary",
    "subTypes", "documentation"
  ]
}

"""#),
EmbeddedFile(path: "entities/mlFeatureTable.json", content: #"""
{
  "entity": "mlFeatureTable",
  "category": "core",
  "keyAspect": "mlFeatureTableKey",
  "urn": "urn:li:mlFeatureTable:(platform,name)",
  "snapshot": "com.linkedin.metadata.snapshot.MLFeatureTableSnapshot",
  "aspects": [
    "glossaryTerms", "editableMlFeatureTableProperties", "domains", "dataProducts", "applications",
    "mlFeatureTableProperties", "ownership", "institutionalMemory", "status", "deprecation", "browsePaths",
    "globalTags", "dataPlatformInstance", "browsePathsV2", "structuredProperties", "forms", "testResults",
    "incidentsSummary", "subTypes", "documentation"
  ]
}

"""#),
EmbeddedFile(path: "entities/mlModel.json", content: #"""
{
  "entity": "mlModel",
  "category": "core",
  "keyAspect": "mlModelKey",
  "urn": "urn:li:mlModel:(platform,name,origin)",
  "snapshot": "com.linkedin.metadata.snapshot.MLModelSnapshot",
  "aspects": [
    "glossaryTerms", "editableMlModelProperties", "domains", "dataProducts", "applications", "ownership",
    "mlModelProperties", "intendedUse", "mlModelFactorPrompts", "mlModelMetrics", "mlModelEvaluationData",
    "mlModelTrainingData", "mlModelQuantitativeAnalyses", "mlModelEthicalConsiderations",
    "mlModelCaveatsAndRecommendations", "institutionalMemory", "sourceCode", "status", "cost", "deprecation",
    "browsePaths", "globalTags", "dataPlatformInstance", "browsePathsV2", "structuredProperties", "forms",
    "testResults", "incidentsSummary", "versionProperties", "subTypes", "container", "documentation"
  ]
}

"""#),
EmbeddedFile(path: "entities/mlModelDeployment.json", content: #"""
{
  "entity": "mlModelDeployment",
  "category": "core",
  "keyAspect": "mlModelDeploymentKey",
  "urn": "urn:li:mlModelDeployment:(platform,name,origin)",
  "snapshot": "com.linkedin.metadata.snapshot.MLModelDeploymentSnapshot",
  "aspects": [
    "mlModelDeploymentProperties", "ownership", "status", "deprecation", "globalTags", "dataPlatformInstance",
    "testResults", "container"
  ]
}

"""#),
EmbeddedFile(path: "entities/mlModelGroup.json", content: #"""
{
  "entity": "mlModelGroup",
  "category": "core",
  "keyAspect": "mlModelGroupKey",
  "urn": "urn:li:mlModelGroup:(platform,name,origin)",
  "snapshot": "com.linkedin.metadata.snapshot.MLModelGroupSnapshot",
  "aspects": [
    "glossaryTerms", "editableMlModelGroupProperties", "domains", "dataProducts", "applications",
    "mlModelGroupProperties", "ownership", "status", "deprecation", "browsePaths", "globalTags",
    "dataPlatformInstance", "browsePathsV2", "structuredProperties", "forms", "testResults", "subTypes",
    "container", "institutionalMemory", "documentation"
  ]
}

"""#),
EmbeddedFile(path: "entities/mlPrimaryKey.json", content: #"""
{
  "entity": "mlPrimaryKey",
  "category": "core",
  "keyAspect": "mlPrimaryKeyKey",
  "urn": "urn:li:mlPrimaryKey:(featureNamespace,name)",
  "snapshot": "com.linkedin.metadata.snapshot.MLPrimaryKeySnapshot",
  "aspects": [
    "glossaryTerms", "editableMlPrimaryKeyProperties", "domains", "dataProducts", "applications",
    "mlPrimaryKeyProperties", "ownership", "institutionalMemory", "status", "deprecation", "globalTags",
    "dataPlatformInstance", "structuredProperties", "forms", "testResults", "subTypes"
  ]
}

"""#),
EmbeddedFile(path: "entities/notebook.json", content: #"""
{
  "entity": "notebook",
  "keyAspect": "notebookKey",
  "urn": "urn:li:notebook:(notebookTool,notebookId)",
  "aspects": [
    "notebookInfo", "notebookContent", "editableNotebookProperties", "ownership", "status", "globalTags",
    "glossaryTerms", "browsePaths", "institutionalMemory", "domains", "dataProducts", "applications", "subTypes",
    "dataPlatformInstance", "browsePathsV2", "testResults", "documentation"
  ]
}

"""#),
EmbeddedFile(path: "entities/ownershipType.json", content: #"""
{
  "entity": "ownershipType",
  "category": "core",
  "keyAspect": "ownershipTypeKey",
  "urn": "urn:li:ownershipType:id",
  "aspects": ["ownershipTypeInfo", "status"]
}

"""#),
EmbeddedFile(path: "entities/platformResource.json", content: #"""
{
  "entity": "platformResource",
  "category": "core",
  "keyAspect": "platformResourceKey",
  "urn": "urn:li:platformResource:id",
  "aspects": ["dataPlatformInstance", "platformResourceInfo", "status"]
}

"""#),
EmbeddedFile(path: "entities/post.json", content: #"""
{
  "entity": "post",
  "category": "core",
  "keyAspect": "postKey",
  "urn": "urn:li:post:id",
  "aspects": ["postInfo", "subTypes"]
}

"""#),
EmbeddedFile(path: "entities/query.json", content: #"""
{
  "entity": "query",
  "category": "core",
  "keyAspect": "queryKey",
  "urn": "urn:li:query:id",
  "aspects": ["queryProperties", "querySubjects", "queryUsageStatistics", "status", "dataPlatformInstance", "subTypes"]
}

"""#),
EmbeddedFile(path: "entities/repository.json", content: #"""
{
  "entity": "repository",
  "category": "core",
  "keyAspect": "repositoryKey",
  "urn": "urn:li:repository:id",
  "aspects": [
    "repositoryProperties", "repositorySource", "repositoryLineage", "subTypes", "dataPlatformInstance",
    "ownership", "status", "globalTags", "glossaryTerms", "semanticContent", "domains", "institutionalMemory",
    "structuredProperties", "browsePathsV2"
  ]
}

"""#),
EmbeddedFile(path: "entities/role.json", content: #"""
{
  "entity": "role",
  "category": "core",
  "keyAspect": "roleKey",
  "urn": "urn:li:role:id",
  "aspects": ["roleProperties", "actors"]
}

"""#),
EmbeddedFile(path: "entities/schemaField.json", content: #"""
{
  "entity": "schemaField",
  "category": "core",
  "keyAspect": "schemaFieldKey",
  "urn": "urn:li:schemaField:(parent,fieldPath)",
  "snapshot": "com.linkedin.metadata.snapshot.SchemaFieldSnapshot",
  "aspects": [
    "schemafieldInfo", "structuredProperties", "forms", "businessAttributes", "status", "schemaFieldAliases",
    "documentation", "testResults", "incidentsSummary", "deprecation", "subTypes", "logicalParent", "globalTags",
    "glossaryTerms", "semanticFieldAnnotation", "aiContext", "ownership", "domains"
  ]
}

"""#),
EmbeddedFile(path: "entities/searchTemplate.json", content: #"""
{
  "entity": "searchTemplate",
  "category": "core",
  "keyAspect": "searchTemplateKey",
  "urn": "urn:li:searchTemplate:id",
  "aspects": ["searchTemplateProperties"]
}

"""#),
EmbeddedFile(path: "entities/semanticModel.json", content: #"""
{
  "entity": "semanticModel",
  "category": "core",
  "keyAspect": "semanticModelKey",
  "urn": "urn:li:semanticModel:(platform,path,id)",
  "aspects": [
    "semanticModelInfo", "upstreamLineage", "ownership", "domains", "globalTags", "glossaryTerms",
    "institutionalMemory", "structuredProperties", "status", "deprecation", "dataPlatformInstance", "subTypes",
    "documentation", "browsePathsV2", "applications", "aiContext"
  ]
}

"""#),
EmbeddedFile(path: "entities/service.json", content: #"""
{
  "entity": "service",
  "category": "core",
  "keyAspect": "serviceKey",
  "urn": "urn:li:service:id",
  "aspects": [
    "serviceProperties", "mcpServerProperties", "serviceDefinition", "incidentsSummary", "subTypes", "ownership",
    "status", "globalTags", "semanticContent", "dataPlatformInstance"
  ]
}

"""#),
EmbeddedFile(path: "entities/structuredProperty.json", content: #"""
{
  "entity": "structuredProperty",
  "category": "core",
  "keyAspect": "structuredPropertyKey",
  "urn": "urn:li:structuredProperty:id",
  "aspects": ["propertyDefinition", "structuredPropertySettings", "institutionalMemory", "status"]
}

"""#),
EmbeddedFile(path: "entities/tag.json", content: #"""
{
  "entity": "tag",
  "category": "core",
  "keyAspect": "tagKey",
  "urn": "urn:li:tag:name",
  "snapshot": "com.linkedin.metadata.snapshot.TagSnapshot",
  "aspects": ["tagProperties", "ownership", "deprecation", "status", "testResults"]
}

"""#),
EmbeddedFile(path: "entities/telemetry.json", content: #"""
{
  "entity": "telemetry",
  "category": "internal",
  "keyAspect": "telemetryKey",
  "urn": "urn:li:telemetry:name",
  "aspects": ["telemetryClientId"]
}

"""#),
EmbeddedFile(path: "entities/test.json", content: #"""
{
  "entity": "test",
  "category": "core",
  "keyAspect": "testKey",
  "urn": "urn:li:test:id",
  "aspects": ["testInfo"]
}

"""#),
EmbeddedFile(path: "entities/versionSet.json", content: #"""
{
  "entity": "versionSet",
  "category": "core",
  "keyAspect": "versionSetKey",
  "urn": "urn:li:versionSet:(id,entityType)",
  "aspects": ["versionSetProperties"]
}

"""#),
]
static let aspects: [EmbeddedFile] = [
EmbeddedFile(path: "aspects/access.json", content: #"""
{
  "aspect": "access",
  "class": "com.linkedin.common.Access",
  "kind": "versioned",
  "fields": {"roles": {"array": "com.linkedin.common.RoleAssociation", "optional": true}},
  "types": {"com.linkedin.common.RoleAssociation": {"record": {"urn": {"urn": ["role"]}}}},
  "relationships": [{"path": "/roles/*/urn", "name": "AssociatedWith", "to": ["role"]}],
  "search": [
    {
      "path": "/roles/*/urn",
      "field": "roles",
      "type": "URN",
      "queryByDefault": false,
      "filter": true,
      "filterName": "Role",
      "hasValues": "hasRoles"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/actors.json", content: #"""
{
  "aspect": "actors",
  "class": "com.linkedin.role.Actors",
  "kind": "versioned",
  "fields": {
    "users": {"array": "com.linkedin.role.RoleUser", "optional": true},
    "groups": {"array": "com.linkedin.role.RoleGroup", "optional": true}
  },
  "types": {
    "com.linkedin.role.RoleUser": {"record": {"user": {"urn": ["corpuser"]}}},
    "com.linkedin.role.RoleGroup": {"record": {"group": {"urn": ["corpGroup"]}}}
  },
  "relationships": [
    {"path": "/groups/*/group", "name": "Has", "to": ["corpGroup"]},
    {"path": "/users/*/user", "name": "Has", "to": ["corpuser"]}
  ]
}

"""#),
EmbeddedFile(path: "aspects/agentSkillInfo.json", content: #"""
{
  "aspect": "agentSkillInfo",
  "class": "com.linkedin.agentskill.AgentSkillInfo",
  "kind": "versioned",
  "fields": {
    "name": "string",
    "description": "string?",
    "instructions": "string?",
    "sourceRepository": "com.linkedin.agentskill.SkillSourceRepository?",
    "requiredTools": {"array": "urn", "optional": true},
    "created": "com.linkedin.common.AuditStamp?",
    "lastModified": "com.linkedin.common.AuditStamp?"
  },
  "types": {
    "com.linkedin.agentskill.SkillSourceRepository": {"record": {"repositoryUrn": "urn?", "url": "string?", "path": "string?"}},
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [{"path": "/requiredTools/*", "name": "SkillRequiresTool", "to": ["api"]}],
  "search": [
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME", "queryByDefault": false},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME", "queryByDefault": false},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/requiredTools/*", "field": "requiredTools", "type": "URN", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/agentSkillKey.json", content: #"""
{
  "aspect": "agentSkillKey",
  "class": "com.linkedin.metadata.key.AgentSkillKey",
  "kind": "key",
  "fields": {"id": "string"},
  "search": [{"path": "/id", "field": "id", "type": "TEXT"}]
}

"""#),
EmbeddedFile(path: "aspects/aiAgentDependencies.json", content: #"""
{
  "aspect": "aiAgentDependencies",
  "class": "com.linkedin.agent.AIAgentDependencies",
  "kind": "versioned",
  "fields": {
    "skills": {"array": "urn", "optional": true},
    "tools": {"array": "urn", "optional": true},
    "models": {"array": "urn", "optional": true}
  },
  "relationships": [
    {"path": "/models/*", "name": "AgentUsesModel", "to": ["mlModel"]},
    {"path": "/skills/*", "name": "AgentHasSkill", "to": ["agentSkill"]},
    {"path": "/tools/*", "name": "AgentUsesTool", "to": ["api"], "lineage": "upstream"}
  ],
  "search": [
    {"path": "/skills/*", "field": "skills", "type": "URN", "queryByDefault": false},
    {"path": "/tools/*", "field": "tools", "type": "URN", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/aiAgentInfo.json", content: #"""
{
  "aspect": "aiAgentInfo",
  "class": "com.linkedin.agent.AIAgentInfo",
  "kind": "versioned",
  "schemaVersion": 8,
  "fields": {
    "name": "string",
    "tagline": "string?",
    "description": "string?",
    "instructions": "string?",
    "source": "com.linkedin.agent.AIAgentSource?",
    "created": "com.linkedin.common.AuditStamp",
    "lastModified": "com.linkedin.common.AuditStamp"
  },
  "types": {
    "com.linkedin.agent.AIAgentSource": {
      "record": {"type": "com.linkedin.agent.AIAgentSourceType", "clonedFrom": {"urn": ["aiAgent"], "optional": true}}
    },
    "com.linkedin.agent.AIAgentSourceType": {"enum": ["SYSTEM", "NATIVE", "EXTERNAL"]},
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [{"path": "/source/clonedFrom", "name": "ClonedFromAgent", "to": ["aiAgent"]}],
  "search": [
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME", "queryByDefault": false},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME", "queryByDefault": false},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {
      "path": "/source/clonedFrom",
      "field": "clonedFrom",
      "type": "URN",
      "queryByDefault": false,
      "filter": true,
      "filterName": "Cloned From"
    },
    {"path": "/source/type", "field": "sourceType", "type": "KEYWORD", "filter": true},
    {"path": "/tagline", "field": "tagline", "type": "TEXT", "queryByDefault": false, "hasValues": "hasTagline"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/aiAgentKey.json", content: #"""
{
  "aspect": "aiAgentKey",
  "class": "com.linkedin.metadata.key.AIAgentKey",
  "kind": "key",
  "fields": {"id": "string"},
  "search": [{"path": "/id", "field": "id", "type": "TEXT"}]
}

"""#),
EmbeddedFile(path: "aspects/aiContext.json", content: #"""
{
  "aspect": "aiContext",
  "class": "com.linkedin.common.AiContext",
  "kind": "versioned",
  "schemaVersion": 1,
  "fields": {
    "synonyms": {"array": "string", "optional": true},
    "instructions": "string?",
    "examples": {"array": "string", "optional": true},
    "customInstructions": "string?"
  }
}

"""#),
EmbeddedFile(path: "aspects/aliases.json", content: #"""
{
  "aspect": "aliases",
  "class": "com.linkedin.common.Aliases",
  "kind": "versioned",
  "fields": {"lowercasedUrn": "urn?"},
  "search": [{"path": "/lowercasedUrn", "field": "lowercasedUrn", "type": "KEYWORD", "queryByDefault": false}]
}

"""#),
EmbeddedFile(path: "aspects/apiKey.json", content: #"""
{
  "aspect": "apiKey",
  "class": "com.linkedin.metadata.key.ApiKey",
  "kind": "key",
  "fields": {"id": "string"},
  "search": [{"path": "/id", "field": "id", "type": "TEXT"}]
}

"""#),
EmbeddedFile(path: "aspects/apiProperties.json", content: #"""
{
  "aspect": "apiProperties",
  "class": "com.linkedin.api.ApiProperties",
  "kind": "versioned",
  "fields": {
    "name": "string",
    "description": "string?",
    "externalUrl": "string?",
    "sourceRepository": {"urn": ["repository"], "optional": true},
    "created": "com.linkedin.common.AuditStamp?",
    "lastModified": "com.linkedin.common.AuditStamp?"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [{"path": "/sourceRepository", "name": "SourcedFrom", "to": ["repository"], "lineage": "upstream"}],
  "search": [
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME", "queryByDefault": false},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME", "queryByDefault": false},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/sourceRepository", "field": "sourceRepository", "type": "URN", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/apiSignature.json", content: #"""
{
  "aspect": "apiSignature",
  "class": "com.linkedin.api.ApiSignature",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "schemaDefinition": "string?",
    "inputFields": {"array": "com.linkedin.schema.SchemaField", "optional": true},
    "outputFields": {"array": "com.linkedin.schema.SchemaField", "optional": true},
    "inputDatasetEdges": {"array": "com.linkedin.common.Edge", "optional": true},
    "outputDatasetEdges": {"array": "com.linkedin.common.Edge", "optional": true}
  },
  "types": {
    "com.linkedin.schema.SchemaField": {
      "record": {
        "fieldPath": "string",
        "jsonPath": "string?",
        "nullable": {"type": "boolean", "default": false},
        "description": "string?",
        "label": "string?",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "type": "com.linkedin.schema.SchemaFieldDataType",
        "nativeDataType": "string",
        "recursive": {"type": "boolean", "default": false},
        "globalTags": "com.linkedin.common.GlobalTags?",
        "glossaryTerms": "com.linkedin.common.GlossaryTerms?",
        "isPartOfKey": {"type": "boolean", "default": false},
        "isPartitioningKey": "boolean?",
        "jsonProps": "string?"
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.schema.SchemaFieldDataType": {
      "record": {
        "type": {
          "union": {
            "com.linkedin.schema.BooleanType": "com.linkedin.schema.BooleanType",
            "com.linkedin.schema.FixedType": "com.linkedin.schema.FixedType",
            "com.linkedin.schema.StringType": "com.linkedin.schema.StringType",
            "com.linkedin.schema.BytesType": "com.linkedin.schema.BytesType",
            "com.linkedin.schema.NumberType": "com.linkedin.schema.NumberType",
            "com.linkedin.schema.DateType": "com.linkedin.schema.DateType",
            "com.linkedin.schema.TimeType": "com.linkedin.schema.TimeType",
            "com.linkedin.schema.EnumType": "com.linkedin.schema.EnumType",
            "com.linkedin.schema.NullType": "com.linkedin.schema.NullType",
            "com.linkedin.schema.MapType": "com.linkedin.schema.MapType",
            "com.linkedin.schema.ArrayType": "com.linkedin.schema.ArrayType",
            "com.linkedin.schema.UnionType": "com.linkedin.schema.UnionType",
            "com.linkedin.schema.RecordType": "com.linkedin.schema.RecordType"
          }
        }
      }
    },
    "com.linkedin.schema.BooleanType": {"record": {}},
    "com.linkedin.schema.FixedType": {"record": {}},
    "com.linkedin.schema.StringType": {"record": {}},
    "com.linkedin.schema.BytesType": {"record": {}},
    "com.linkedin.schema.NumberType": {"record": {}},
    "com.linkedin.schema.DateType": {"record": {}},
    "com.linkedin.schema.TimeType": {"record": {}},
    "com.linkedin.schema.EnumType": {"record": {}},
    "com.linkedin.schema.NullType": {"record": {}},
    "com.linkedin.schema.MapType": {"record": {"keyType": "string?", "valueType": "string?"}},
    "com.linkedin.schema.ArrayType": {"record": {"nestedType": {"array": "string", "optional": true}}},
    "com.linkedin.schema.UnionType": {"record": {"nestedTypes": {"array": "string", "optional": true}}},
    "com.linkedin.schema.RecordType": {"record": {}},
    "com.linkedin.common.GlobalTags": {"record": {"tags": {"array": "com.linkedin.common.TagAssociation"}}},
    "com.linkedin.common.TagAssociation": {
      "record": {"tag": {"urn": ["tag"]}, "context": "string?", "attribution": "com.linkedin.common.MetadataAttribution?"}
    },
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}},
    "com.linkedin.common.GlossaryTerms": {
      "record": {
        "terms": {"array": "com.linkedin.common.GlossaryTermAssociation"},
        "auditStamp": "com.linkedin.common.AuditStamp"
      }
    },
    "com.linkedin.common.GlossaryTermAssociation": {
      "record": {
        "urn": {"urn": ["glossaryTerm"]},
        "actor": "urn?",
        "context": "string?",
        "attribution": "com.linkedin.common.MetadataAttribution?"
      }
    },
    "com.linkedin.common.Edge": {
      "record": {
        "sourceUrn": "urn?",
        "destinationUrn": "urn",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "properties": {"map": "string", "optional": true}
      }
    }
  },
  "relationships": [
    {
      "path": "/inputDatasetEdges/*/destinationUrn",
      "name": "Consumes",
      "to": ["dataset"],
      "lineage": "upstream",
      "createdOn": "/inputDatasetEdges/*/created/time",
      "createdActor": "/inputDatasetEdges/*/created/actor",
      "updatedOn": "/inputDatasetEdges/*/lastModified/time",
      "updatedActor": "/inputDatasetEdges/*/lastModified/actor",
      "properties": "/inputDatasetEdges/*/properties"
    },
    {"path": "/inputFields/*/globalTags/tags/*/tag", "name": "SchemaFieldTaggedWith", "to": ["tag"]},
    {
      "path": "/inputFields/*/glossaryTerms/terms/*/urn",
      "name": "SchemaFieldWithGlossaryTerm",
      "to": ["glossaryTerm"]
    },
    {
      "path": "/outputDatasetEdges/*/destinationUrn",
      "name": "Produces",
      "to": ["dataset"],
      "lineage": "downstream",
      "createdOn": "/outputDatasetEdges/*/created/time",
      "createdActor": "/outputDatasetEdges/*/created/actor",
      "updatedOn": "/outputDatasetEdges/*/lastModified/time",
      "updatedActor": "/outputDatasetEdges/*/lastModified/actor",
      "properties": "/outputDatasetEdges/*/properties"
    },
    {"path": "/outputFields/*/globalTags/tags/*/tag", "name": "SchemaFieldTaggedWith", "to": ["tag"]},
    {
      "path": "/outputFields/*/glossaryTerms/terms/*/urn",
      "name": "SchemaFieldWithGlossaryTerm",
      "to": ["glossaryTerm"]
    }
  ],
  "search": [
    {
      "path": "/inputDatasetEdges/*/destinationUrn",
      "field": "inputDatasets",
      "type": "URN",
      "queryByDefault": false,
      "numValues": "numInputDatasets"
    },
    {
      "path": "/inputFields/*/description",
      "field": "fieldDescriptions",
      "type": "TEXT",
      "boost": 1.0,
      "hasValues": "hasDescription",
      "richText": true
    },
    {
      "path": "/inputFields/*/fieldPath",
      "field": "fieldPaths",
      "type": "TEXT",
      "queryByDefault": true,
      "boost": 1.0
    },
    {
      "path": "/inputFields/*/globalTags/tags/*/attribution/actor",
      "field": "fieldTagAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/inputFields/*/globalTags/tags/*/attribution/source",
      "field": "fieldTagAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/inputFields/*/globalTags/tags/*/attribution/time",
      "field": "fieldTagAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/inputFields/*/globalTags/tags/*/tag",
      "field": "fieldTags",
      "type": "URN",
      "boost": 0.5,
      "hasValues": "hasTags"
    },
    {
      "path": "/inputFields/*/glossaryTerms/terms/*/attribution/actor",
      "field": "fieldTermAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/inputFields/*/glossaryTerms/terms/*/attribution/source",
      "field": "fieldTermAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/inputFields/*/glossaryTerms/terms/*/attribution/time",
      "field": "fieldTermAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/inputFields/*/glossaryTerms/terms/*/urn",
      "field": "fieldGlossaryTerms",
      "type": "URN",
      "boost": 0.5,
      "hasValues": "hasGlossaryTerms"
    },
    {"path": "/inputFields/*/label", "field": "fieldLabels", "type": "TEXT", "boost": 1.0},
    {
      "path": "/outputDatasetEdges/*/destinationUrn",
      "field": "outputDatasets",
      "type": "URN",
      "queryByDefault": false,
      "numValues": "numOutputDatasets"
    },
    {
      "path": "/outputFields/*/description",
      "field": "fieldDescriptions",
      "type": "TEXT",
      "boost": 1.0,
      "hasValues": "hasDescription",
      "richText": true
    },
    {
      "path": "/outputFields/*/fieldPath",
      "field": "fieldPaths",
      "type": "TEXT",
      "queryByDefault": true,
      "boost": 1.0
    },
    {
      "path": "/outputFields/*/globalTags/tags/*/attribution/actor",
      "field": "fieldTagAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/outputFields/*/globalTags/tags/*/attribution/source",
      "field": "fieldTagAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/outputFields/*/globalTags/tags/*/attribution/time",
      "field": "fieldTagAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/outputFields/*/globalTags/tags/*/tag",
      "field": "fieldTags",
      "type": "URN",
      "boost": 0.5,
      "hasValues": "hasTags"
    },
    {
      "path": "/outputFields/*/glossaryTerms/terms/*/attribution/actor",
      "field": "fieldTermAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/outputFields/*/glossaryTerms/terms/*/attribution/source",
      "field": "fieldTermAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/outputFields/*/glossaryTerms/terms/*/attribution/time",
      "field": "fieldTermAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/outputFields/*/glossaryTerms/terms/*/urn",
      "field": "fieldGlossaryTerms",
      "type": "URN",
      "boost": 0.5,
      "hasValues": "hasGlossaryTerms"
    },
    {"path": "/outputFields/*/label", "field": "fieldLabels", "type": "TEXT", "boost": 1.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/applicationKey.json", content: #"""
{
  "aspect": "applicationKey",
  "class": "com.linkedin.application.ApplicationKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/applicationLineage.json", content: #"""
{
  "aspect": "applicationLineage",
  "class": "com.linkedin.application.ApplicationLineage",
  "kind": "versioned",
  "fields": {
    "inputEdges": {"array": "com.linkedin.common.Edge", "optional": true},
    "outputEdges": {"array": "com.linkedin.common.Edge", "optional": true}
  },
  "types": {
    "com.linkedin.common.Edge": {
      "record": {
        "sourceUrn": "urn?",
        "destinationUrn": "urn",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "properties": {"map": "string", "optional": true}
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [
    {
      "path": "/inputEdges/*/destinationUrn",
      "name": "Consumes",
      "to": ["api", "dataset"],
      "lineage": "upstream",
      "createdOn": "/inputEdges/*/created/time",
      "createdActor": "/inputEdges/*/created/actor",
      "updatedOn": "/inputEdges/*/lastModified/time",
      "updatedActor": "/inputEdges/*/lastModified/actor",
      "properties": "/inputEdges/*/properties"
    },
    {
      "path": "/outputEdges/*/destinationUrn",
      "name": "Produces",
      "to": ["api", "dataset"],
      "lineage": "downstream",
      "createdOn": "/outputEdges/*/created/time",
      "createdActor": "/outputEdges/*/created/actor",
      "updatedOn": "/outputEdges/*/lastModified/time",
      "updatedActor": "/outputEdges/*/lastModified/actor",
      "properties": "/outputEdges/*/properties"
    }
  ],
  "search": [
    {"path": "/inputEdges/*/destinationUrn", "field": "inputEdges", "type": "URN", "queryByDefault": false},
    {"path": "/outputEdges/*/destinationUrn", "field": "outputEdges", "type": "URN", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/applicationProperties.json", content: #"""
{
  "aspect": "applicationProperties",
  "class": "com.linkedin.application.ApplicationProperties",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "name": "string?",
    "description": "string?",
    "parentApplication": {"urn": ["application"], "optional": true}
  },
  "relationships": [{"path": "/parentApplication", "name": "ApplicationPartOf", "to": ["application"]}],
  "search": [
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {
      "path": "/description",
      "field": "description",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    },
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/parentApplication", "field": "parentApplication", "type": "URN", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/applications.json", content: #"""
{
  "aspect": "applications",
  "class": "com.linkedin.application.Applications",
  "kind": "versioned",
  "fields": {"applications": {"array": "urn"}},
  "relationships": [{"path": "/applications/*", "name": "AssociatedWith", "to": ["application"]}],
  "search": [
    {
      "path": "/applications/*",
      "field": "applications",
      "type": "URN",
      "filter": true,
      "filterName": "Application",
      "hasValues": "hasApplication"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/assertionActions.json", content: #"""
{
  "aspect": "assertionActions",
  "class": "com.linkedin.assertion.AssertionActions",
  "kind": "versioned",
  "fields": {
    "onSuccess": {"array": "com.linkedin.assertion.AssertionAction", "default": []},
    "onFailure": {"array": "com.linkedin.assertion.AssertionAction", "default": []}
  },
  "types": {
    "com.linkedin.assertion.AssertionAction": {"record": {"type": "com.linkedin.assertion.AssertionActionType"}},
    "com.linkedin.assertion.AssertionActionType": {"enum": ["RAISE_INCIDENT", "RESOLVE_INCIDENT"]}
  }
}

"""#),
EmbeddedFile(path: "aspects/assertionInfo.json", content: #"""
{
  "aspect": "assertionInfo",
  "class": "com.linkedin.assertion.AssertionInfo",
  "kind": "versioned",
  "schemaVersion": 7,
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "type": "com.linkedin.assertion.AssertionType",
    "datasetAssertion": "com.linkedin.assertion.DatasetAssertionInfo?",
    "freshnessAssertion": "com.linkedin.assertion.FreshnessAssertionInfo?",
    "volumeAssertion": "com.linkedin.assertion.VolumeAssertionInfo?",
    "sqlAssertion": "com.linkedin.assertion.SqlAssertionInfo?",
    "fieldAssertion": "com.linkedin.assertion.FieldAssertionInfo?",
    "schemaAssertion": "com.linkedin.assertion.SchemaAssertionInfo?",
    "customAssertion": "com.linkedin.assertion.CustomAssertionInfo?",
    "source": "com.linkedin.assertion.AssertionSource?",
    "lastUpdated": "com.linkedin.common.AuditStamp?",
    "description": "string?",
    "note": "com.linkedin.assertion.AssertionNote?",
    "entityUrn": "urn?"
  },
  "types": {
    "com.linkedin.assertion.AssertionType": {"enum": ["DATASET", "FRESHNESS", "VOLUME", "SQL", "FIELD", "DATA_SCHEMA", "CUSTOM"]},
    "com.linkedin.assertion.DatasetAssertionInfo": {
      "record": {
        "dataset": {"urn": ["dataset"], "strict": true},
        "scope": "com.linkedin.assertion.DatasetAssertionScope",
        "fields": {"array": {"urn": ["schemaField"], "strict": true}, "optional": true},
        "aggregation": "com.linkedin.assertion.AssertionStdAggregation?",
        "operator": "com.linkedin.assertion.AssertionStdOperator",
        "parameters": "com.linkedin.assertion.AssertionStdParameters?",
        "nativeType": "string?",
        "nativeParameters": {"map": "string", "optional": true},
        "logic": "string?"
      }
    },
    "com.linkedin.assertion.DatasetAssertionScope": {"enum": ["DATASET_COLUMN", "DATASET_ROWS", "DATASET_STORAGE_SIZE", "DATASET_SCHEMA", "UNKNOWN"]},
    "com.linkedin.assertion.AssertionStdAggregation": {
      "enum": [
        "ROW_COUNT", "COLUMNS", "COLUMN_COUNT", "IDENTITY", "MEAN", "MEDIAN", "UNIQUE_COUNT", "UNIQUE_PROPORTION",
        "UNIQUE_PROPOTION", "NULL_COUNT", "NULL_PROPORTION", "STDDEV", "MIN", "MAX", "SUM", "_NATIVE_"
      ]
    },
    "com.linkedin.assertion.AssertionStdOperator": {
      "enum": [
        "BETWEEN", "LESS_THAN", "LESS_THAN_OR_EQUAL_TO", "GREATER_THAN", "GREATER_THAN_OR_EQUAL_TO", "EQUAL_TO",
        "NOT_EQUAL_TO", "NULL", "NOT_NULL", "CONTAIN", "END_WITH", "START_WITH", "REGEX_MATCH", "IN", "NOT_IN",
        "IS_TRUE", "IS_FALSE", "_NATIVE_"
      ]
    },
    "com.linkedin.assertion.AssertionStdParameters": {
      "record": {
        "value": "com.linkedin.assertion.AssertionStdParameter?",
        "maxValue": "com.linkedin.assertion.AssertionStdParameter?",
        "minValue": "com.linkedin.assertion.AssertionStdParameter?"
      }
    },
    "com.linkedin.assertion.AssertionStdParameter": {"record": {"value": "string", "type": "com.linkedin.assertion.AssertionStdParameterType"}},
    "com.linkedin.assertion.AssertionStdParameterType": {"enum": ["STRING", "NUMBER", "LIST", "SET", "UNKNOWN"]},
    "com.linkedin.assertion.FreshnessAssertionInfo": {
      "record": {
        "type": "com.linkedin.assertion.FreshnessAssertionType",
        "entity": {"urn": ["dataset", "dataJob"], "strict": true},
        "schedule": "com.linkedin.assertion.FreshnessAssertionSchedule",
        "failureSeverityConfig": "com.linkedin.assertion.AssertionFailureSeverityConfig?",
        "filter": "com.linkedin.dataset.DatasetFilter?"
      }
    },
    "com.linkedin.assertion.FreshnessAssertionType": {"enum": ["DATASET_CHANGE", "DATA_JOB_RUN"]},
    "com.linkedin.assertion.FreshnessAssertionSchedule": {
      "record": {
        "type": "com.linkedin.assertion.FreshnessAssertionScheduleType",
        "cron": "com.linkedin.assertion.FreshnessCronSchedule?",
        "fixedInterval": "com.linkedin.assertion.FixedIntervalSchedule?"
      }
    },
    "com.linkedin.assertion.FreshnessAssertionScheduleType": {"enum": ["CRON", "FIXED_INTERVAL", "SINCE_THE_LAST_CHECK"]},
    "com.linkedin.assertion.FreshnessCronSchedule": {"record": {"cron": "string", "timezone": "string", "windowStartOffsetMs": "long?"}},
    "com.linkedin.assertion.FixedIntervalSchedule": {"record": {"unit": "com.linkedin.timeseries.CalendarInterval", "multiple": {"type": "int", "default": 1}}},
    "com.linkedin.timeseries.CalendarInterval": {"enum": ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]},
    "com.linkedin.assertion.AssertionFailureSeverityConfig": {
      "record": {
        "defaultSeverity": "com.linkedin.assertion.AssertionResultSeverity",
        "rules": {"array": "com.linkedin.assertion.AssertionFailureSeverityRule", "default": []}
      }
    },
    "com.linkedin.assertion.AssertionResultSeverity": {"enum": ["LOW", "MEDIUM", "HIGH"]},
    "com.linkedin.assertion.AssertionFailureSeverityRule": {
      "record": {
        "severity": "com.linkedin.assertion.AssertionResultSeverity",
        "operator": "com.linkedin.assertion.AssertionStdOperator",
        "parameters": "com.linkedin.assertion.AssertionStdParameters"
      }
    },
    "com.linkedin.dataset.DatasetFilter": {"record": {"type": "com.linkedin.dataset.DatasetFilterType", "sql": "string?"}},
    "com.linkedin.dataset.DatasetFilterType": {"enum": ["SQL"]},
    "com.linkedin.assertion.VolumeAssertionInfo": {
      "record": {
        "type": "com.linkedin.assertion.VolumeAssertionType",
        "entity": {"urn": ["dataset"], "strict": true},
        "rowCountTotal": "com.linkedin.assertion.RowCountTotal?",
        "rowCountChange": "com.linkedin.assertion.RowCountChange?",
        "incrementingSegmentRowCountTotal": "com.linkedin.assertion.IncrementingSegmentRowCountTotal?",
        "incrementingSegmentRowCountChange": "com.linkedin.assertion.IncrementingSegmentRowCountChange?",
        "filter": "com.linkedin.dataset.DatasetFilter?"
      }
    },
    "com.linkedin.assertion.VolumeAssertionType": {
      "enum": [
        "ROW_COUNT_TOTAL", "ROW_COUNT_CHANGE", "INCREMENTING_SEGMENT_ROW_COUNT_TOTAL",
        "INCREMENTING_SEGMENT_ROW_COUNT_CHANGE"
      ]
    },
    "com.linkedin.assertion.RowCountTotal": {
      "record": {
        "operator": "com.linkedin.assertion.AssertionStdOperator",
        "parameters": "com.linkedin.assertion.AssertionStdParameters",
        "failureSeverityConfig": "com.linkedin.assertion.AssertionFailureSeverityConfig?"
      }
    },
    "com.linkedin.assertion.RowCountChange": {
      "record": {
        "type": "com.linkedin.assertion.AssertionValueChangeType",
        "operator": "com.linkedin.assertion.AssertionStdOperator",
        "parameters": "com.linkedin.assertion.AssertionStdParameters",
        "failureSeverityConfig": "com.linkedin.assertion.AssertionFailureSeverityConfig?"
      }
    },
    "com.linkedin.assertion.AssertionValueChangeType": {"enum": ["ABSOLUTE", "PERCENTAGE"]},
    "com.linkedin.assertion.IncrementingSegmentRowCountTotal": {
      "record": {
        "segment": "com.linkedin.assertion.IncrementingSegmentSpec",
        "operator": "com.linkedin.assertion.AssertionStdOperator",
        "parameters": "com.linkedin.assertion.AssertionStdParameters"
      }
    },
    "com.linkedin.assertion.IncrementingSegmentSpec": {
      "record": {
        "field": "com.linkedin.schema.SchemaFieldSpec",
        "transformer": "com.linkedin.assertion.IncrementingSegmentFieldTransformer?"
      }
    },
    "com.linkedin.schema.SchemaFieldSpec": {"record": {"path": "string", "type": "string", "nativeType": "string"}},
    "com.linkedin.assertion.IncrementingSegmentFieldTransformer": {"record": {"type": "com.linkedin.assertion.IncrementingSegmentFieldTransformerType", "nativeType": "string?"}},
    "com.linkedin.assertion.IncrementingSegmentFieldTransformerType": {
      "enum": [
        "TIMESTAMP_MS_TO_MINUTE", "TIMESTAMP_MS_TO_HOUR", "TIMESTAMP_MS_TO_DATE", "TIMESTAMP_MS_TO_MONTH",
        "TIMESTAMP_MS_TO_YEAR", "FLOOR", "CEILING", "NATIVE"
      ]
    },
    "com.linkedin.assertion.IncrementingSegmentRowCountChange": {
      "record": {
        "segment": "com.linkedin.assertion.IncrementingSegmentSpec",
        "type": "com.linkedin.assertion.AssertionValueChangeType",
        "operator": "com.linkedin.assertion.AssertionStdOperator",
        "parameters": "com.linkedin.assertion.AssertionStdParameters"
      }
    },
    "com.linkedin.assertion.SqlAssertionInfo": {
      "record": {
        "type": "com.linkedin.assertion.SqlAssertionType",
        "entity": {"urn": ["dataset"], "strict": true},
        "statement": "string",
        "changeType": "com.linkedin.assertion.AssertionValueChangeType?",
        "operator": "com.linkedin.assertion.AssertionStdOperator",
        "parameters": "com.linkedin.assertion.AssertionStdParameters",
        "failureSeverityConfig": "com.linkedin.assertion.AssertionFailureSeverityConfig?"
      }
    },
    "com.linkedin.assertion.SqlAssertionType": {"enum": ["METRIC", "METRIC_CHANGE"]},
    "com.linkedin.assertion.FieldAssertionInfo": {
      "record": {
        "type": "com.linkedin.assertion.FieldAssertionType",
        "entity": {"urn": ["dataset"], "strict": true},
        "fieldPath": "string?",
        "fieldValuesAssertion": "com.linkedin.assertion.FieldValuesAssertion?",
        "fieldMetricAssertion": "com.linkedin.assertion.FieldMetricAssertion?",
        "filter": "com.linkedin.dataset.DatasetFilter?"
      }
    },
    "com.linkedin.assertion.FieldAssertionType": {"enum": ["FIELD_VALUES", "FIELD_METRIC"]},
    "com.linkedin.assertion.FieldValuesAssertion": {
      "record": {
        "field": "com.linkedin.schema.SchemaFieldSpec",
        "transform": "com.linkedin.assertion.FieldTransform?",
        "operator": "com.linkedin.assertion.AssertionStdOperator",
        "parameters": "com.linkedin.assertion.AssertionStdParameters?",
        "failThreshold": "com.linkedin.assertion.FieldValuesFailThreshold",
        "failureSeverityConfig": "com.linkedin.assertion.AssertionFailureSeverityConfig?",
        "excludeNulls": {"type": "boolean", "default": true}
      }
    },
    "com.linkedin.assertion.FieldTransform": {"record": {"type": "com.linkedin.assertion.FieldTransformType"}},
    "com.linkedin.assertion.FieldTransformType": {"enum": ["LENGTH"]},
    "com.linkedin.assertion.FieldValuesFailThreshold": {
      "record": {
        "type": {"type": "com.linkedin.assertion.FieldValuesFailThresholdType", "default": "COUNT"},
        "value": {"type": "long", "default": 0}
      }
    },
    "com.linkedin.assertion.FieldValuesFailThresholdType": {"enum": ["COUNT", "PERCENTAGE"]},
    "com.linkedin.assertion.FieldMetricAssertion": {
      "record": {
        "field": "com.linkedin.schema.SchemaFieldSpec",
        "metric": "com.linkedin.assertion.FieldMetricType",
        "operator": "com.linkedin.assertion.AssertionStdOperator",
        "parameters": "com.linkedin.assertion.AssertionStdParameters?",
        "failureSeverityConfig": "com.linkedin.assertion.AssertionFailureSeverityConfig?"
      }
    },
    "com.linkedin.assertion.FieldMetricType": {
      "enum": [
        "UNIQUE_COUNT", "UNIQUE_PERCENTAGE", "NULL_COUNT", "NULL_PERCENTAGE", "MIN", "MAX", "MEAN", "MEDIAN",
        "STDDEV", "NEGATIVE_COUNT", "NEGATIVE_PERCENTAGE", "ZERO_COUNT", "ZERO_PERCENTAGE", "MIN_LENGTH",
        "MAX_LENGTH", "EMPTY_COUNT", "EMPTY_PERCENTAGE"
      ]
    },
    "com.linkedin.assertion.SchemaAssertionInfo": {
      "record": {
        "entity": {"urn": ["dataset", "dataJob"], "strict": true},
        "schema": "com.linkedin.schema.SchemaMetadata",
        "compatibility": {"type": "com.linkedin.assertion.SchemaAssertionCompatibility", "default": "EXACT_MATCH"}
      }
    },
    "com.linkedin.schema.SchemaMetadata": {
      "record": {
        "schemaName": "string",
        "platform": {"urn": ["dataPlatform"]},
        "version": "long",
        "created": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
        "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
        "deleted": "com.linkedin.common.AuditStamp?",
        "dataset": {"urn": ["dataset"], "optional": true},
        "cluster": "string?",
        "hash": "string",
        "platformSchema": {
          "union": {
            "com.linkedin.schema.EspressoSchema": "com.linkedin.schema.EspressoSchema",
            "com.linkedin.schema.OracleDDL": "com.linkedin.schema.OracleDDL",
            "com.linkedin.schema.MySqlDDL": "com.linkedin.schema.MySqlDDL",
            "com.linkedin.schema.PrestoDDL": "com.linkedin.schema.PrestoDDL",
            "com.linkedin.schema.KafkaSchema": "com.linkedin.schema.KafkaSchema",
            "com.linkedin.schema.BinaryJsonSchema": "com.linkedin.schema.BinaryJsonSchema",
            "com.linkedin.schema.OrcSchema": "com.linkedin.schema.OrcSchema",
            "com.linkedin.schema.Schemaless": "com.linkedin.schema.Schemaless",
            "com.linkedin.schema.KeyValueSchema": "com.linkedin.schema.KeyValueSchema",
            "com.linkedin.schema.OtherSchema": "com.linkedin.schema.OtherSchema"
          }
        },
        "fields": {"array": "com.linkedin.schema.SchemaField"},
        "primaryKeys": {"array": "string", "optional": true},
        "foreignKeysSpecs": {"map": "com.linkedin.schema.ForeignKeySpec", "optional": true},
        "foreignKeys": {"array": "com.linkedin.schema.ForeignKeyConstraint", "optional": true}
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.schema.EspressoSchema": {"record": {"documentSchema": "string", "tableSchema": "string"}},
    "com.linkedin.schema.OracleDDL": {"record": {"tableSchema": "string"}},
    "com.linkedin.schema.MySqlDDL": {"record": {"tableSchema": "string"}},
    "com.linkedin.schema.PrestoDDL": {"record": {"rawSchema": "string"}},
    "com.linkedin.schema.KafkaSchema": {
      "record": {
        "documentSchema": "string",
        "documentSchemaType": "string?",
        "keySchema": "string?",
        "keySchemaType": "string?"
      }
    },
    "com.linkedin.schema.BinaryJsonSchema": {"record": {"schema": "string"}},
    "com.linkedin.schema.OrcSchema": {"record": {"schema": "string"}},
    "com.linkedin.schema.Schemaless": {"record": {}},
    "com.linkedin.schema.KeyValueSchema": {"record": {"keySchema": "string", "valueSchema": "string"}},
    "com.linkedin.schema.OtherSchema": {"record": {"rawSchema": "string"}},
    "com.linkedin.schema.SchemaField": {
      "record": {
        "fieldPath": "string",
        "jsonPath": "string?",
        "nullable": {"type": "boolean", "default": false},
        "description": "string?",
        "label": "string?",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "type": "com.linkedin.schema.SchemaFieldDataType",
        "nativeDataType": "string",
        "recursive": {"type": "boolean", "default": false},
        "globalTags": "com.linkedin.common.GlobalTags?",
        "glossaryTerms": "com.linkedin.common.GlossaryTerms?",
        "isPartOfKey": {"type": "boolean", "default": false},
        "isPartitioningKey": "boolean?",
        "jsonProps": "string?"
      }
    },
    "com.linkedin.schema.SchemaFieldDataType": {
      "record": {
        "type": {
          "union": {
            "com.linkedin.schema.BooleanType": "com.linkedin.schema.BooleanType",
            "com.linkedin.schema.FixedType": "com.linkedin.schema.FixedType",
            "com.linkedin.schema.StringType": "com.linkedin.schema.StringType",
            "com.linkedin.schema.BytesType": "com.linkedin.schema.BytesType",
            "com.linkedin.schema.NumberType": "com.linkedin.schema.NumberType",
            "com.linkedin.schema.DateType": "com.linkedin.schema.DateType",
            "com.linkedin.schema.TimeType": "com.linkedin.schema.TimeType",
            "com.linkedin.schema.EnumType": "com.linkedin.schema.EnumType",
            "com.linkedin.schema.NullType": "com.linkedin.schema.NullType",
            "com.linkedin.schema.MapType": "com.linkedin.schema.MapType",
            "com.linkedin.schema.ArrayType": "com.linkedin.schema.ArrayType",
            "com.linkedin.schema.UnionType": "com.linkedin.schema.UnionType",
            "com.linkedin.schema.RecordType": "com.linkedin.schema.RecordType"
          }
        }
      }
    },
    "com.linkedin.schema.BooleanType": {"record": {}},
    "com.linkedin.schema.FixedType": {"record": {}},
    "com.linkedin.schema.StringType": {"record": {}},
    "com.linkedin.schema.BytesType": {"record": {}},
    "com.linkedin.schema.NumberType": {"record": {}},
    "com.linkedin.schema.DateType": {"record": {}},
    "com.linkedin.schema.TimeType": {"record": {}},
    "com.linkedin.schema.EnumType": {"record": {}},
    "com.linkedin.schema.NullType": {"record": {}},
    "com.linkedin.schema.MapType": {"record": {"keyType": "string?", "valueType": "string?"}},
    "com.linkedin.schema.ArrayType": {"record": {"nestedType": {"array": "string", "optional": true}}},
    "com.linkedin.schema.UnionType": {"record": {"nestedTypes": {"array": "string", "optional": true}}},
    "com.linkedin.schema.RecordType": {"record": {}},
    "com.linkedin.common.GlobalTags": {"record": {"tags": {"array": "com.linkedin.common.TagAssociation"}}},
    "com.linkedin.common.TagAssociation": {
      "record": {"tag": {"urn": ["tag"]}, "context": "string?", "attribution": "com.linkedin.common.MetadataAttribution?"}
    },
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}},
    "com.linkedin.common.GlossaryTerms": {
      "record": {
        "terms": {"array": "com.linkedin.common.GlossaryTermAssociation"},
        "auditStamp": "com.linkedin.common.AuditStamp"
      }
    },
    "com.linkedin.common.GlossaryTermAssociation": {
      "record": {
        "urn": {"urn": ["glossaryTerm"]},
        "actor": "urn?",
        "context": "string?",
        "attribution": "com.linkedin.common.MetadataAttribution?"
      }
    },
    "com.linkedin.schema.ForeignKeySpec": {
      "record": {
        "foreignKey": {
          "union": {
            "com.linkedin.schema.DatasetFieldForeignKey": "com.linkedin.schema.DatasetFieldForeignKey",
            "com.linkedin.schema.UrnForeignKey": "com.linkedin.schema.UrnForeignKey"
          }
        }
      }
    },
    "com.linkedin.schema.DatasetFieldForeignKey": {
      "record": {"parentDataset": {"urn": ["dataset"]}, "currentFieldPaths": {"array": "string"}, "parentField": "string"}
    },
    "com.linkedin.schema.UrnForeignKey": {"record": {"currentFieldPath": "string"}},
    "com.linkedin.schema.ForeignKeyConstraint": {
      "record": {
        "name": "string",
        "foreignFields": {"array": "urn"},
        "sourceFields": {"array": "urn"},
        "foreignDataset": {"urn": ["dataset"]}
      }
    },
    "com.linkedin.assertion.SchemaAssertionCompatibility": {"enum": ["EXACT_MATCH", "SUPERSET", "SUBSET"]},
    "com.linkedin.assertion.CustomAssertionInfo": {
      "record": {
        "type": "string",
        "entity": {"urn": ["dataset"], "strict": true},
        "field": {"urn": ["schemaField"], "strict": true, "optional": true},
        "fields": {"array": {"urn": ["schemaField"], "strict": true}, "optional": true},
        "scope": "com.linkedin.assertion.DatasetAssertionScope?",
        "aggregation": "com.linkedin.assertion.AssertionStdAggregation?",
        "operator": "com.linkedin.assertion.AssertionStdOperator?",
        "parameters": "com.linkedin.assertion.AssertionStdParameters?",
        "nativeType": "string?",
        "nativeParameters": {"map": "string", "optional": true},
        "logic": "string?"
      }
    },
    "com.linkedin.assertion.AssertionSource": {"record": {"type": "com.linkedin.assertion.AssertionSourceType", "created": "com.linkedin.common.AuditStamp?"}},
    "com.linkedin.assertion.AssertionSourceType": {"enum": ["NATIVE", "EXTERNAL", "INFERRED"]},
    "com.linkedin.assertion.AssertionNote": {"record": {"content": "string", "lastModified": "com.linkedin.common.AuditStamp"}}
  },
  "relationships": [
    {"path": "/customAssertion/entity", "name": "Asserts", "to": ["dataset"]},
    {"path": "/customAssertion/field", "name": "Asserts", "to": ["schemaField"]},
    {"path": "/customAssertion/fields/*", "name": "Asserts", "to": ["schemaField"]},
    {"path": "/datasetAssertion/dataset", "name": "Asserts", "to": ["dataset"]},
    {"path": "/datasetAssertion/fields/*", "name": "Asserts", "to": ["schemaField"]},
    {"path": "/fieldAssertion/entity", "name": "Asserts", "to": ["dataset"]},
    {"path": "/freshnessAssertion/entity", "name": "Asserts", "to": ["dataset", "dataJob"]},
    {"path": "/schemaAssertion/entity", "name": "Asserts", "to": ["dataset", "dataJob"]},
    {
      "path": "/schemaAssertion/schema/fields/*/globalTags/tags/*/tag",
      "name": "SchemaFieldTaggedWith",
      "to": ["tag"]
    },
    {
      "path": "/schemaAssertion/schema/fields/*/glossaryTerms/terms/*/urn",
      "name": "SchemaFieldWithGlossaryTerm",
      "to": ["glossaryTerm"]
    },
    {
      "path": "/schemaAssertion/schema/foreignKeys/*/foreignDataset",
      "name": "ForeignKeyToDataset",
      "to": ["dataset"]
    },
    {"path": "/schemaAssertion/schema/foreignKeys/*/foreignFields/*", "name": "ForeignKeyTo", "to": ["schemaField"]},
    {"path": "/sqlAssertion/entity", "name": "Asserts", "to": ["dataset"]},
    {"path": "/volumeAssertion/entity", "name": "Asserts", "to": ["dataset"]}
  ],
  "search": [
    {"path": "/customAssertion/type", "field": "customType", "type": "KEYWORD", "filter": true},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/datasetAssertion/aggregation", "field": "aggregation", "type": "TEXT"},
    {"path": "/datasetAssertion/fields/*", "field": "fields", "type": "URN"},
    {"path": "/datasetAssertion/scope", "field": "scope", "type": "TEXT"},
    {
      "path": "/description",
      "field": "assertionDescription",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    },
    {"path": "/entityUrn", "field": "entity", "type": "URN"},
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {"path": "/fieldAssertion/fieldPath", "field": "fieldPath", "type": "KEYWORD", "filter": true},
    {"path": "/fieldAssertion/type", "field": "fieldAssertionType", "type": "KEYWORD"},
    {"path": "/freshnessAssertion/schedule/type", "field": "scheduleType", "type": "TEXT"},
    {"path": "/freshnessAssertion/type", "field": "freshnessAssertionType", "type": "KEYWORD"},
    {
      "path": "/schemaAssertion/schema/fields/*/description",
      "field": "fieldDescriptions",
      "type": "TEXT",
      "boost": 1.0,
      "hasValues": "hasDescription",
      "richText": true
    },
    {
      "path": "/schemaAssertion/schema/fields/*/fieldPath",
      "field": "fieldPaths",
      "type": "TEXT",
      "queryByDefault": true,
      "boost": 1.0
    },
    {
      "path": "/schemaAssertion/schema/fields/*/globalTags/tags/*/attribution/actor",
      "field": "fieldTagAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/schemaAssertion/schema/fields/*/globalTags/tags/*/attribution/source",
      "field": "fieldTagAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/schemaAssertion/schema/fields/*/globalTags/tags/*/attribution/time",
      "field": "fieldTagAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/schemaAssertion/schema/fields/*/globalTags/tags/*/tag",
      "field": "fieldTags",
      "type": "URN",
      "boost": 0.5,
      "hasValues": "hasTags"
    },
    {
      "path": "/schemaAssertion/schema/fields/*/glossaryTerms/terms/*/attribution/actor",
      "field": "fieldTermAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/schemaAssertion/schema/fields/*/glossaryTerms/terms/*/attribution/source",
      "field": "fieldTermAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/schemaAssertion/schema/fields/*/glossaryTerms/terms/*/attribution/time",
      "field": "fieldTermAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/schemaAssertion/schema/fields/*/glossaryTerms/terms/*/urn",
      "field": "fieldGlossaryTerms",
      "type": "URN",
      "boost": 0.5,
      "hasValues": "hasGlossaryTerms"
    },
    {"path": "/schemaAssertion/schema/fields/*/label", "field": "fieldLabels", "type": "TEXT", "boost": 1.0},
    {
      "path": "/source/created/actor",
      "field": "creator",
      "type": "URN",
      "filterName": "Created By",
      "hasValues": "hasCreator"
    },
    {"path": "/source/type", "field": "sourceType", "type": "KEYWORD", "filter": true},
    {"path": "/sqlAssertion/type", "field": "sqlAssertionType", "type": "KEYWORD"},
    {"path": "/type", "field": "assertionType", "type": "KEYWORD", "filter": true},
    {"path": "/volumeAssertion/type", "field": "volumeAssertionType", "type": "KEYWORD"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/assertionKey.json", content: #"""
{
  "aspect": "assertionKey",
  "class": "com.linkedin.metadata.key.AssertionKey",
  "kind": "key",
  "fields": {"assertionId": "string"}
}

"""#),
EmbeddedFile(path: "aspects/assertionNote.json", content: #"""
{
  "aspect": "assertionNote",
  "class": "com.linkedin.assertion.AssertionNote",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {"content": "string", "lastModified": "com.linkedin.common.AuditStamp"},
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  }
}

"""#),
EmbeddedFile(path: "aspects/assertionRunEvent.json", content: #"""
{
  "aspect": "assertionRunEvent",
  "class": "com.linkedin.assertion.AssertionRunEvent",
  "kind": "timeseries",
  "fields": {
    "timestampMillis": "long",
    "runId": "string",
    "asserteeUrn": {"urn": ["dataset"], "strict": true},
    "status": "com.linkedin.assertion.AssertionRunStatus",
    "result": "com.linkedin.assertion.AssertionResult?",
    "runtimeContext": {"map": "string", "optional": true},
    "batchSpec": "com.linkedin.assertion.BatchSpec?",
    "assertionUrn": {"urn": ["assertion"], "strict": true},
    "eventGranularity": "com.linkedin.timeseries.TimeWindowSize?",
    "partitionSpec": {
      "type": "com.linkedin.timeseries.PartitionSpec",
      "default": {"partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"}
    },
    "messageId": "string?"
  },
  "types": {
    "com.linkedin.assertion.AssertionRunStatus": {"enum": ["COMPLETE"]},
    "com.linkedin.assertion.AssertionResult": {
      "record": {
        "type": "com.linkedin.assertion.AssertionResultType",
        "severity": "com.linkedin.assertion.AssertionResultSeverity?",
        "rowCount": "long?",
        "missingCount": "long?",
        "unexpectedCount": "long?",
        "actualAggValue": "float?",
        "nativeResults": {"map": "string", "optional": true},
        "externalUrl": "string?",
        "error": "com.linkedin.assertion.AssertionResultError?"
      }
    },
    "com.linkedin.assertion.AssertionResultType": {"enum": ["INIT", "SUCCESS", "FAILURE", "ERROR"]},
    "com.linkedin.assertion.AssertionResultSeverity": {"enum": ["LOW", "MEDIUM", "HIGH"]},
    "com.linkedin.assertion.AssertionResultError": {
      "record": {"type": "com.linkedin.assertion.AssertionResultErrorType", "properties": {"map": "string", "optional": true}}
    },
    "com.linkedin.assertion.AssertionResultErrorType": {
      "enum": [
        "SOURCE_CONNECTION_ERROR", "SOURCE_QUERY_FAILED", "INSUFFICIENT_DATA", "INVALID_PARAMETERS",
        "INVALID_SOURCE_TYPE", "UNSUPPORTED_PLATFORM", "CUSTOM_SQL_ERROR", "FIELD_ASSERTION_ERROR", "UNKNOWN_ERROR"
      ]
    },
    "com.linkedin.assertion.BatchSpec": {
      "record": {
        "customProperties": {"map": "string", "default": {}},
        "nativeBatchId": "string?",
        "query": "string?",
        "limit": "int?"
      }
    },
    "com.linkedin.timeseries.TimeWindowSize": {"record": {"unit": "com.linkedin.timeseries.CalendarInterval", "multiple": {"type": "int", "default": 1}}},
    "com.linkedin.timeseries.CalendarInterval": {"enum": ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]},
    "com.linkedin.timeseries.PartitionSpec": {
      "record": {
        "partition": "string",
        "timePartition": "com.linkedin.timeseries.TimeWindow?",
        "type": {"type": "com.linkedin.timeseries.PartitionType", "default": "PARTITION"}
      }
    },
    "com.linkedin.timeseries.TimeWindow": {"record": {"startTimeMillis": "long", "length": "com.linkedin.timeseries.TimeWindowSize"}},
    "com.linkedin.timeseries.PartitionType": {"enum": ["FULL_TABLE", "QUERY", "PARTITION"]}
  },
  "search": [
    {"path": "/batchSpec/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/result/type", "field": "type", "type": "TEXT"},
    {"path": "/timestampMillis", "field": "lastCompletedTime", "type": "DATETIME"}
  ],
  "timeseries": {
    "fields": ["/asserteeUrn", "/assertionUrn", "/partitionSpec/partition", "/result/severity", "/result/type", "/status"],
    "collections": {}
  }
}

"""#),
EmbeddedFile(path: "aspects/assertionRunSummary.json", content: #"""
{
  "aspect": "assertionRunSummary",
  "class": "com.linkedin.assertion.AssertionRunSummary",
  "kind": "versioned",
  "fields": {
    "lastFailedAtMillis": "long?",
    "lastErroredAtMillis": "long?",
    "lastPassedAtMillis": "long?",
    "lastInitializedAtMillis": "long?",
    "assertionStatus": "com.linkedin.assertion.AssertionStatus?"
  },
  "types": {"com.linkedin.assertion.AssertionStatus": {"enum": ["PASSING", "FAILING", "ERROR", "INIT"]}},
  "search": [
    {"path": "/assertionStatus", "field": "assertionStatus", "type": "KEYWORD", "filter": true},
    {"path": "/lastErroredAtMillis", "field": "lastErroredAtMillis", "type": "DATETIME"},
    {"path": "/lastFailedAtMillis", "field": "lastFailedAtMillis", "type": "DATETIME"},
    {"path": "/lastInitializedAtMillis", "field": "lastInitializedAtMillis", "type": "DATETIME"},
    {"path": "/lastPassedAtMillis", "field": "lastPassedAtMillis", "type": "DATETIME"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/assetSettings.json", content: #"""
{
  "aspect": "assetSettings",
  "class": "com.linkedin.settings.asset.AssetSettings",
  "kind": "versioned",
  "fields": {"assetSummary": "com.linkedin.settings.asset.AssetSummarySettings?"},
  "types": {
    "com.linkedin.settings.asset.AssetSummarySettings": {"record": {"templates": {"array": "com.linkedin.settings.asset.AssetSummarySettingsTemplate", "default": []}}},
    "com.linkedin.settings.asset.AssetSummarySettingsTemplate": {"record": {"template": "urn"}}
  },
  "relationships": [{"path": "/assetSummary/templates/*/template", "name": "HasSummaryTemplate", "to": ["dataHubPageTemplate"]}]
}

"""#),
EmbeddedFile(path: "aspects/browsePaths.json", content: #"""
{
  "aspect": "browsePaths",
  "class": "com.linkedin.common.BrowsePaths",
  "kind": "versioned",
  "fields": {"paths": {"array": "string"}},
  "search": [{"path": "/paths/*", "field": "browsePaths", "type": "BROWSE_PATH"}]
}

"""#),
EmbeddedFile(path: "aspects/browsePathsV2.json", content: #"""
{
  "aspect": "browsePathsV2",
  "class": "com.linkedin.common.BrowsePathsV2",
  "kind": "versioned",
  "fields": {"path": {"array": "com.linkedin.common.BrowsePathEntry"}},
  "types": {"com.linkedin.common.BrowsePathEntry": {"record": {"id": "string", "urn": "urn?"}}},
  "search": [{"path": "/path/*/id", "field": "browsePathV2", "type": "BROWSE_PATH_V2"}]
}

"""#),
EmbeddedFile(path: "aspects/businessAttributeInfo.json", content: #"""
{
  "aspect": "businessAttributeInfo",
  "class": "com.linkedin.businessattribute.BusinessAttributeInfo",
  "kind": "versioned",
  "fields": {
    "fieldPath": "string",
    "description": "string?",
    "globalTags": "com.linkedin.common.GlobalTags?",
    "glossaryTerms": "com.linkedin.common.GlossaryTerms?",
    "customProperties": {"map": "string", "default": {}},
    "created": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "deleted": "com.linkedin.common.AuditStamp?",
    "name": "string",
    "type": "com.linkedin.schema.SchemaFieldDataType?"
  },
  "types": {
    "com.linkedin.common.GlobalTags": {"record": {"tags": {"array": "com.linkedin.common.TagAssociation"}}},
    "com.linkedin.common.TagAssociation": {
      "record": {"tag": {"urn": ["tag"]}, "context": "string?", "attribution": "com.linkedin.common.MetadataAttribution?"}
    },
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}},
    "com.linkedin.common.GlossaryTerms": {
      "record": {
        "terms": {"array": "com.linkedin.common.GlossaryTermAssociation"},
        "auditStamp": "com.linkedin.common.AuditStamp"
      }
    },
    "com.linkedin.common.GlossaryTermAssociation": {
      "record": {
        "urn": {"urn": ["glossaryTerm"]},
        "actor": "urn?",
        "context": "string?",
        "attribution": "com.linkedin.common.MetadataAttribution?"
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.schema.SchemaFieldDataType": {
      "record": {
        "type": {
          "union": {
            "com.linkedin.schema.BooleanType": "com.linkedin.schema.BooleanType",
            "com.linkedin.schema.FixedType": "com.linkedin.schema.FixedType",
            "com.linkedin.schema.StringType": "com.linkedin.schema.StringType",
            "com.linkedin.schema.BytesType": "com.linkedin.schema.BytesType",
            "com.linkedin.schema.NumberType": "com.linkedin.schema.NumberType",
            "com.linkedin.schema.DateType": "com.linkedin.schema.DateType",
            "com.linkedin.schema.TimeType": "com.linkedin.schema.TimeType",
            "com.linkedin.schema.EnumType": "com.linkedin.schema.EnumType",
            "com.linkedin.schema.NullType": "com.linkedin.schema.NullType",
            "com.linkedin.schema.MapType": "com.linkedin.schema.MapType",
            "com.linkedin.schema.ArrayType": "com.linkedin.schema.ArrayType",
            "com.linkedin.schema.UnionType": "com.linkedin.schema.UnionType",
            "com.linkedin.schema.RecordType": "com.linkedin.schema.RecordType"
          }
        }
      }
    },
    "com.linkedin.schema.BooleanType": {"record": {}},
    "com.linkedin.schema.FixedType": {"record": {}},
    "com.linkedin.schema.StringType": {"record": {}},
    "com.linkedin.schema.BytesType": {"record": {}},
    "com.linkedin.schema.NumberType": {"record": {}},
    "com.linkedin.schema.DateType": {"record": {}},
    "com.linkedin.schema.TimeType": {"record": {}},
    "com.linkedin.schema.EnumType": {"record": {}},
    "com.linkedin.schema.NullType": {"record": {}},
    "com.linkedin.schema.MapType": {"record": {"keyType": "string?", "valueType": "string?"}},
    "com.linkedin.schema.ArrayType": {"record": {"nestedType": {"array": "string", "optional": true}}},
    "com.linkedin.schema.UnionType": {"record": {"nestedTypes": {"array": "string", "optional": true}}},
    "com.linkedin.schema.RecordType": {"record": {}}
  },
  "relationships": [
    {"path": "/globalTags/tags/*/tag", "name": "EditableSchemaFieldTaggedWith", "to": ["tag"]},
    {"path": "/glossaryTerms/terms/*/urn", "name": "EditableSchemaFieldWithGlossaryTerm", "to": ["glossaryTerm"]}
  ],
  "search": [
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {
      "path": "/description",
      "field": "editedFieldDescriptions",
      "type": "TEXT",
      "boost": 1.0,
      "hasValues": "hasDescription",
      "richText": true
    },
    {
      "path": "/globalTags/tags/*/attribution/actor",
      "field": "editedFieldTagAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/globalTags/tags/*/attribution/source",
      "field": "editedFieldTagAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {"path": "/globalTags/tags/*/attribution/time", "field": "editedFieldTagAttributionDates", "type": "DATETIME"},
    {
      "path": "/globalTags/tags/*/tag",
      "field": "editedFieldTags",
      "type": "URN",
      "boost": 0.5,
      "hasValues": "hasTags"
    },
    {
      "path": "/glossaryTerms/terms/*/attribution/actor",
      "field": "editedFieldTermAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/glossaryTerms/terms/*/attribution/source",
      "field": "editedFieldTermAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/glossaryTerms/terms/*/attribution/time",
      "field": "editedFieldTermAttributionDates",
      "type": "DATETIME"
    },
    {
      "path": "/glossaryTerms/terms/*/urn",
      "field": "editedFieldGlossaryTerms",
      "type": "URN",
      "boost": 0.5,
      "hasValues": "hasGlossaryTerms",
      "modifiedAt": "schemaFieldTermsModifiedAt"
    },
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/businessAttributeKey.json", content: #"""
{
  "aspect": "businessAttributeKey",
  "class": "com.linkedin.businessattribute.BusinessAttributeKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/businessAttributes.json", content: #"""
{
  "aspect": "businessAttributes",
  "class": "com.linkedin.businessattribute.BusinessAttributes",
  "kind": "versioned",
  "fields": {"businessAttribute": "com.linkedin.businessattribute.BusinessAttributeAssociation?"},
  "types": {
    "com.linkedin.businessattribute.BusinessAttributeAssociation": {"record": {"businessAttributeUrn": {"urn": ["businessAttribute"]}}}
  },
  "relationships": [{"path": "/businessAttribute/businessAttributeUrn", "name": "BusinessAttributeOf", "to": ["businessAttribute"]}],
  "search": [
    {
      "path": "/businessAttribute/businessAttributeUrn",
      "field": "schemaFieldBusinessAttribute",
      "type": "TEXT",
      "queryByDefault": false,
      "modifiedAt": "schemaFieldBusinessAttributeModifiedAt"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/chartInfo.json", content: #"""
{
  "aspect": "chartInfo",
  "class": "com.linkedin.chart.ChartInfo",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "title": "string",
    "description": "string",
    "lastModified": "com.linkedin.common.ChangeAuditStamps",
    "chartUrl": "string?",
    "inputs": {"array": {"union": {"string": "string"}}, "optional": true},
    "inputEdges": {"array": "com.linkedin.common.Edge", "optional": true},
    "type": "com.linkedin.chart.ChartType?",
    "access": "com.linkedin.common.AccessLevel?",
    "lastRefreshed": "long?"
  },
  "types": {
    "com.linkedin.common.ChangeAuditStamps": {
      "record": {
        "created": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
        "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
        "deleted": "com.linkedin.common.AuditStamp?"
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.common.Edge": {
      "record": {
        "sourceUrn": "urn?",
        "destinationUrn": "urn",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "properties": {"map": "string", "optional": true}
      }
    },
    "com.linkedin.chart.ChartType": {
      "enum": ["BAR", "PIE", "SCATTER", "TABLE", "TEXT", "LINE", "AREA", "HISTOGRAM", "BOX_PLOT", "WORD_CLOUD", "COHORT"]
    },
    "com.linkedin.common.AccessLevel": {"enum": ["PUBLIC", "PRIVATE"]}
  },
  "relationships": [
    {
      "path": "/inputEdges/*/destinationUrn",
      "name": "Consumes",
      "to": ["dataset", "chart"],
      "lineage": "upstream",
      "createdOn": "/inputEdges/*/created/time",
      "createdActor": "/inputEdges/*/created/actor",
      "updatedOn": "/inputEdges/*/lastModified/time",
      "updatedActor": "/inputEdges/*/lastModified/actor",
      "properties": "/inputEdges/*/properties"
    },
    {"path": "/inputs/*/string", "name": "Consumes", "to": ["dataset"], "lineage": "upstream"}
  ],
  "search": [
    {"path": "/access", "field": "access", "type": "KEYWORD", "filter": true, "filterName": "Access Level"},
    {"path": "/chartUrl", "field": "chartUrl", "type": "KEYWORD"},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {"path": "/lastModified/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/lastModified/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME"},
    {
      "path": "/title",
      "field": "title",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/type", "field": "type", "type": "KEYWORD", "filter": true, "filterName": "Chart Type"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/chartKey.json", content: #"""
{
  "aspect": "chartKey",
  "class": "com.linkedin.metadata.key.ChartKey",
  "kind": "key",
  "fields": {"dashboardTool": "string", "chartId": "string"},
  "search": [{"path": "/dashboardTool", "field": "tool", "type": "TEXT_PARTIAL", "boost": 4.0}]
}

"""#),
EmbeddedFile(path: "aspects/chartQuery.json", content: #"""
{
  "aspect": "chartQuery",
  "class": "com.linkedin.chart.ChartQuery",
  "kind": "versioned",
  "fields": {"rawQuery": "string", "type": "com.linkedin.chart.ChartQueryType"},
  "types": {"com.linkedin.chart.ChartQueryType": {"enum": ["LOOKML", "SQL"]}},
  "search": [{"path": "/type", "field": "queryType", "type": "KEYWORD", "filter": true, "filterName": "Query Type"}]
}

"""#),
EmbeddedFile(path: "aspects/chartUsageStatistics.json", content: #"""
{
  "aspect": "chartUsageStatistics",
  "class": "com.linkedin.chart.ChartUsageStatistics",
  "kind": "timeseries",
  "fields": {
    "timestampMillis": "long",
    "eventGranularity": "com.linkedin.timeseries.TimeWindowSize?",
    "partitionSpec": {
      "type": "com.linkedin.timeseries.PartitionSpec",
      "default": {"partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"}
    },
    "messageId": "string?",
    "viewsCount": "int?",
    "uniqueUserCount": "int?",
    "userCounts": {"array": "com.linkedin.chart.ChartUserUsageCounts", "optional": true}
  },
  "types": {
    "com.linkedin.timeseries.TimeWindowSize": {"record": {"unit": "com.linkedin.timeseries.CalendarInterval", "multiple": {"type": "int", "default": 1}}},
    "com.linkedin.timeseries.CalendarInterval": {"enum": ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]},
    "com.linkedin.timeseries.PartitionSpec": {
      "record": {
        "partition": "string",
        "timePartition": "com.linkedin.timeseries.TimeWindow?",
        "type": {"type": "com.linkedin.timeseries.PartitionType", "default": "PARTITION"}
      }
    },
    "com.linkedin.timeseries.TimeWindow": {"record": {"startTimeMillis": "long", "length": "com.linkedin.timeseries.TimeWindowSize"}},
    "com.linkedin.timeseries.PartitionType": {"enum": ["FULL_TABLE", "QUERY", "PARTITION"]},
    "com.linkedin.chart.ChartUserUsageCounts": {"record": {"user": "urn", "viewsCount": "int?"}}
  },
  "timeseries": {
    "fields": ["/partitionSpec/partition", "/uniqueUserCount", "/userCounts/*/viewsCount", "/viewsCount"],
    "collections": {"/userCounts": "user"}
  }
}

"""#),
EmbeddedFile(path: "aspects/container.json", content: #"""
{
  "aspect": "container",
  "class": "com.linkedin.container.Container",
  "kind": "versioned",
  "fields": {"container": {"urn": ["container"]}},
  "relationships": [{"path": "/container", "name": "IsPartOf", "to": ["container"]}],
  "search": [
    {
      "path": "/container",
      "field": "container",
      "type": "URN",
      "filter": true,
      "filterName": "Container",
      "hasValues": "hasContainer"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/containerKey.json", content: #"""
{
  "aspect": "containerKey",
  "class": "com.linkedin.metadata.key.ContainerKey",
  "kind": "key",
  "fields": {"guid": "string?"}
}

"""#),
EmbeddedFile(path: "aspects/containerProperties.json", content: #"""
{
  "aspect": "containerProperties",
  "class": "com.linkedin.container.ContainerProperties",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "name": "string",
    "qualifiedName": "string?",
    "description": "string?",
    "env": "com.linkedin.common.FabricType?",
    "created": "com.linkedin.common.TimeStamp?",
    "lastModified": "com.linkedin.common.TimeStamp?"
  },
  "types": {
    "com.linkedin.common.FabricType": {
      "enum": [
        "DEV", "TEST", "QA", "UAT", "EI", "PRE", "STG", "NON_PROD", "PROD", "CORP", "RVW", "PRD", "TST", "SIT",
        "SBX", "SANDBOX", "CERT"
      ]
    },
    "com.linkedin.common.TimeStamp": {"record": {"time": "long", "actor": "urn?"}}
  },
  "search": [
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {
      "path": "/description",
      "field": "description",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    },
    {
      "path": "/env",
      "field": "env",
      "type": "KEYWORD",
      "queryByDefault": false,
      "filter": true,
      "filterName": "Environment"
    },
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME"},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/qualifiedName", "field": "qualifiedName", "type": "WORD_GRAM", "autocomplete": true, "boost": 10.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/corpGroupEditableInfo.json", content: #"""
{
  "aspect": "corpGroupEditableInfo",
  "class": "com.linkedin.identity.CorpGroupEditableInfo",
  "kind": "versioned",
  "fields": {
    "description": "string?",
    "pictureLink": {
      "type": "string",
      "default": "https://raw.githubusercontent.com/datahub-project/datahub/master/datahub-web-react/src/images/default_avatar.png"
    },
    "slack": "string?",
    "email": "string?"
  },
  "search": [{"path": "/description", "field": "editedDescription", "type": "TEXT", "hasValues": "hasDescription"}]
}

"""#),
EmbeddedFile(path: "aspects/corpGroupInfo.json", content: #"""
{
  "aspect": "corpGroupInfo",
  "class": "com.linkedin.identity.CorpGroupInfo",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "displayName": "string?",
    "email": "string?",
    "admins": {"array": {"urn": ["corpuser"]}},
    "members": {"array": {"urn": ["corpuser"]}},
    "groups": {"array": {"urn": ["corpGroup"]}},
    "description": "string?",
    "slack": "string?",
    "created": "com.linkedin.common.AuditStamp?"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [
    {"path": "/groups/*", "name": "IsPartOf", "to": ["corpGroup"]},
    {"path": "/members/*", "name": "IsPartOf", "to": ["corpuser"]}
  ],
  "search": [
    {"path": "/created/time", "field": "createdTime", "type": "DATETIME"},
    {"path": "/description", "field": "description", "type": "TEXT_PARTIAL", "hasValues": "hasDescription"},
    {
      "path": "/displayName",
      "field": "displayName",
      "type": "TEXT_PARTIAL",
      "queryByDefault": true,
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/corpGroupKey.json", content: #"""
{
  "aspect": "corpGroupKey",
  "class": "com.linkedin.metadata.key.CorpGroupKey",
  "kind": "key",
  "fields": {"name": "string"},
  "search": [
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "queryByDefault": true,
      "autocomplete": true,
      "boost": 10.0
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/corpUserCredentials.json", content: #"""
{
  "aspect": "corpUserCredentials",
  "class": "com.linkedin.identity.CorpUserCredentials",
  "kind": "versioned",
  "fields": {
    "salt": "string",
    "hashedPassword": "string",
    "passwordResetToken": "string?",
    "passwordResetTokenExpirationTimeMillis": "long?"
  }
}

"""#),
EmbeddedFile(path: "aspects/corpUserEditableInfo.json", content: #"""
{
  "aspect": "corpUserEditableInfo",
  "class": "com.linkedin.identity.CorpUserEditableInfo",
  "kind": "versioned",
  "fields": {
    "aboutMe": "string?",
    "teams": {"array": "string", "default": []},
    "skills": {"array": "string", "default": []},
    "pictureLink": {"type": "string", "default": "assets/platforms/default_avatar.png"},
    "displayName": "string?",
    "title": "string?",
    "platforms": {"array": "urn", "optional": true},
    "persona": {"urn": ["dataHubPersona"], "optional": true},
    "slack": "string?",
    "phone": "string?",
    "email": "string?",
    "informationSources": {"array": "urn", "optional": true}
  },
  "relationships": [
    {"path": "/persona", "name": "IsPersona", "to": ["dataHubPersona"]},
    {"path": "/platforms/*", "name": "IsUserOf", "to": ["dataPlatform"]}
  ],
  "search": [
    {"path": "/displayName", "field": "displayName", "type": "WORD_GRAM", "queryByDefault": true, "boost": 10.0},
    {"path": "/skills/*", "field": "skills", "type": "TEXT"},
    {"path": "/teams/*", "field": "teams", "type": "TEXT"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/corpUserInfo.json", content: #"""
{
  "aspect": "corpUserInfo",
  "class": "com.linkedin.identity.CorpUserInfo",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "active": "boolean",
    "displayName": "string?",
    "email": "string?",
    "title": "string?",
    "managerUrn": {"urn": ["corpuser"], "optional": true},
    "departmentId": "long?",
    "departmentName": "string?",
    "firstName": "string?",
    "lastName": "string?",
    "fullName": "string?",
    "countryCode": "string?",
    "system": {"type": "boolean", "default": false},
    "isSupportUser": "boolean?"
  },
  "relationships": [{"path": "/managerUrn", "name": "ReportsTo", "to": ["corpuser"]}],
  "search": [
    {"path": "/active", "field": "active", "type": "BOOLEAN", "weights": {"true": 2.0}},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {
      "path": "/displayName",
      "field": "displayName",
      "type": "WORD_GRAM",
      "queryByDefault": true,
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/email", "field": "email", "type": "KEYWORD", "queryByDefault": true},
    {
      "path": "/fullName",
      "field": "fullName",
      "type": "WORD_GRAM",
      "queryByDefault": true,
      "autocomplete": true,
      "boost": 10.0
    },
    {"path": "/isSupportUser", "field": "isSupportUser", "type": "BOOLEAN", "queryByDefault": false},
    {"path": "/managerUrn", "field": "managerLdap", "type": "URN", "queryByDefault": false},
    {"path": "/system", "field": "system", "type": "BOOLEAN", "queryByDefault": false},
    {"path": "/title", "field": "title", "type": "KEYWORD", "queryByDefault": true}
  ]
}

"""#),
EmbeddedFile(path: "aspects/corpUserKey.json", content: #"""
{
  "aspect": "corpUserKey",
  "class": "com.linkedin.metadata.key.CorpUserKey",
  "kind": "key",
  "fields": {"username": "string"},
  "search": [{"path": "/username", "field": "ldap", "type": "WORD_GRAM", "autocomplete": true, "boost": 2.0}]
}

"""#),
EmbeddedFile(path: "aspects/corpUserSettings.json", content: #"""
{
  "aspect": "corpUserSettings",
  "class": "com.linkedin.identity.CorpUserSettings",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "appearance": "com.linkedin.identity.CorpUserAppearanceSettings",
    "views": "com.linkedin.identity.CorpUserViewsSettings?",
    "notificationSettings": "com.linkedin.event.notification.settings.NotificationSettings?",
    "homePage": "com.linkedin.identity.CorpUserHomePageSettings?",
    "locale": "com.linkedin.identity.CorpUserLocaleSettings?"
  },
  "types": {
    "com.linkedin.identity.CorpUserAppearanceSettings": {"record": {"showSimplifiedHomepage": "boolean?", "showThemeV2": "boolean?"}},
    "com.linkedin.identity.CorpUserViewsSettings": {"record": {"defaultView": "urn?"}},
    "com.linkedin.event.notification.settings.NotificationSettings": {
      "record": {
        "sinkTypes": {"array": "com.linkedin.event.notification.NotificationSinkType"},
        "slackSettings": "com.linkedin.event.notification.settings.SlackNotificationSettings?",
        "emailSettings": "com.linkedin.event.notification.settings.EmailNotificationSettings?"
      }
    },
    "com.linkedin.event.notification.NotificationSinkType": {"enum": ["SLACK", "EMAIL", "TEAMS"]},
    "com.linkedin.event.notification.settings.SlackNotificationSettings": {"record": {"userHandle": "string?", "channels": {"array": "string", "optional": true}}},
    "com.linkedin.event.notification.settings.EmailNotificationSettings": {"record": {"email": "string"}},
    "com.linkedin.identity.CorpUserHomePageSettings": {
      "record": {
        "pageTemplate": {"urn": ["dataHubPageTemplate"], "optional": true},
        "dismissedAnnouncements": {"array": "string", "optional": true}
      }
    },
    "com.linkedin.identity.CorpUserLocaleSettings": {"record": {"language": "string?"}}
  },
  "relationships": [{"path": "/homePage/pageTemplate", "name": "HasPersonalPageTemplate", "to": ["dataHubPageTemplate"]}]
}

"""#),
EmbeddedFile(path: "aspects/corpUserStatus.json", content: #"""
{
  "aspect": "corpUserStatus",
  "class": "com.linkedin.identity.CorpUserStatus",
  "kind": "versioned",
  "fields": {"status": "string", "lastModified": "com.linkedin.common.AuditStamp"},
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/lastModified/time", "field": "statusLastModifiedAt", "type": "COUNT"},
    {"path": "/status", "field": "status", "type": "KEYWORD"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/cost.json", content: #"""
{
  "aspect": "cost",
  "class": "com.linkedin.common.Cost",
  "kind": "versioned",
  "fields": {"costType": "com.linkedin.common.CostType", "cost": "com.linkedin.common.CostCost"},
  "types": {
    "com.linkedin.common.CostType": {"enum": ["ORG_COST_TYPE"]},
    "com.linkedin.common.CostCost": {"choice": {"costId": "double", "costCode": "string"}}
  }
}

"""#),
EmbeddedFile(path: "aspects/dashboardInfo.json", content: #"""
{
  "aspect": "dashboardInfo",
  "class": "com.linkedin.dashboard.DashboardInfo",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "title": "string",
    "description": "string",
    "charts": {"array": {"urn": ["chart"]}, "default": []},
    "chartEdges": {"array": "com.linkedin.common.Edge", "optional": true},
    "datasets": {"array": "urn", "default": []},
    "datasetEdges": {"array": "com.linkedin.common.Edge", "optional": true},
    "dashboards": {"array": "com.linkedin.common.Edge", "default": []},
    "lastModified": "com.linkedin.common.ChangeAuditStamps",
    "dashboardUrl": "string?",
    "access": "com.linkedin.common.AccessLevel?",
    "lastRefreshed": "long?"
  },
  "types": {
    "com.linkedin.common.Edge": {
      "record": {
        "sourceUrn": "urn?",
        "destinationUrn": "urn",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "properties": {"map": "string", "optional": true}
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.common.ChangeAuditStamps": {
      "record": {
        "created": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
        "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
        "deleted": "com.linkedin.common.AuditStamp?"
      }
    },
    "com.linkedin.common.AccessLevel": {"enum": ["PUBLIC", "PRIVATE"]}
  },
  "relationships": [
    {
      "path": "/chartEdges/*/destinationUrn",
      "name": "Contains",
      "to": ["chart"],
      "lineage": "upstream",
      "createdOn": "/chartEdges/*/created/time",
      "createdActor": "/chartEdges/*/created/actor",
      "updatedOn": "/chartEdges/*/lastModified/time",
      "updatedActor": "/chartEdges/*/lastModified/actor",
      "properties": "/chartEdges/*/properties"
    },
    {"path": "/charts/*", "name": "Contains", "to": ["chart"], "lineage": "upstream"},
    {
      "path": "/dashboards/*/destinationUrn",
      "name": "DashboardContainsDashboard",
      "to": ["dashboard"],
      "lineage": "upstream",
      "createdOn": "/dashboards/*/created/time",
      "createdActor": "/dashboards/*/created/actor",
      "updatedOn": "/dashboards/*/lastModified/time",
      "updatedActor": "/dashboards/*/lastModified/actor",
      "properties": "/dashboards/*/properties"
    },
    {
      "path": "/datasetEdges/*/destinationUrn",
      "name": "Consumes",
      "to": ["dataset"],
      "lineage": "upstream",
      "createdOn": "/datasetEdges/*/created/time",
      "createdActor": "/datasetEdges/*/created/actor",
      "updatedOn": "/datasetEdges/*/lastModified/time",
      "updatedActor": "/datasetEdges/*/lastModified/actor",
      "properties": "/datasetEdges/*/properties"
    },
    {"path": "/datasets/*", "name": "Consumes", "to": ["dataset"], "lineage": "upstream"}
  ],
  "search": [
    {"path": "/access", "field": "access", "type": "KEYWORD", "filter": true, "filterName": "Access Level"},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/dashboardUrl", "field": "dashboardUrl", "type": "KEYWORD"},
    {
      "path": "/description",
      "field": "description",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    },
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {"path": "/lastModified/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/lastModified/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME"},
    {
      "path": "/title",
      "field": "title",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/dashboardKey.json", content: #"""
{
  "aspect": "dashboardKey",
  "class": "com.linkedin.metadata.key.DashboardKey",
  "kind": "key",
  "fields": {"dashboardTool": "string", "dashboardId": "string"},
  "search": [{"path": "/dashboardTool", "field": "tool", "type": "TEXT_PARTIAL", "boost": 4.0}]
}

"""#),
EmbeddedFile(path: "aspects/dashboardUsageStatistics.json", content: #"""
{
  "aspect": "dashboardUsageStatistics",
  "class": "com.linkedin.dashboard.DashboardUsageStatistics",
  "kind": "timeseries",
  "fields": {
    "timestampMillis": "long",
    "eventGranularity": "com.linkedin.timeseries.TimeWindowSize?",
    "partitionSpec": {
      "type": "com.linkedin.timeseries.PartitionSpec",
      "default": {"partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"}
    },
    "messageId": "string?",
    "viewsCount": "int?",
    "executionsCount": "int?",
    "uniqueUserCount": "int?",
    "userCounts": {"array": "com.linkedin.dashboard.DashboardUserUsageCounts", "optional": true},
    "favoritesCount": "int?",
    "lastViewedAt": "long?"
  },
  "types": {
    "com.linkedin.timeseries.TimeWindowSize": {"record": {"unit": "com.linkedin.timeseries.CalendarInterval", "multiple": {"type": "int", "default": 1}}},
    "com.linkedin.timeseries.CalendarInterval": {"enum": ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]},
    "com.linkedin.timeseries.PartitionSpec": {
      "record": {
        "partition": "string",
        "timePartition": "com.linkedin.timeseries.TimeWindow?",
        "type": {"type": "com.linkedin.timeseries.PartitionType", "default": "PARTITION"}
      }
    },
    "com.linkedin.timeseries.TimeWindow": {"record": {"startTimeMillis": "long", "length": "com.linkedin.timeseries.TimeWindowSize"}},
    "com.linkedin.timeseries.PartitionType": {"enum": ["FULL_TABLE", "QUERY", "PARTITION"]},
    "com.linkedin.dashboard.DashboardUserUsageCounts": {
      "record": {"user": "urn", "viewsCount": "int?", "executionsCount": "int?", "usageCount": "int?", "userEmail": "string?"}
    }
  },
  "timeseries": {
    "fields": [
      "/executionsCount", "/favoritesCount", "/lastViewedAt", "/partitionSpec/partition", "/uniqueUserCount",
      "/userCounts/*/executionsCount", "/userCounts/*/usageCount", "/userCounts/*/userEmail",
      "/userCounts/*/viewsCount", "/viewsCount"
    ],
    "collections": {"/userCounts": "user"}
  }
}

"""#),
EmbeddedFile(path: "aspects/dataContractKey.json", content: #"""
{
  "aspect": "dataContractKey",
  "class": "com.linkedin.metadata.key.DataContractKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataContractProperties.json", content: #"""
{
  "aspect": "dataContractProperties",
  "class": "com.linkedin.datacontract.DataContractProperties",
  "kind": "versioned",
  "fields": {
    "entity": {"urn": ["dataset"]},
    "schema": {"array": "com.linkedin.datacontract.SchemaContract", "optional": true},
    "freshness": {"array": "com.linkedin.datacontract.FreshnessContract", "optional": true},
    "dataQuality": {"array": "com.linkedin.datacontract.DataQualityContract", "optional": true},
    "rawContract": "string?"
  },
  "types": {
    "com.linkedin.datacontract.SchemaContract": {"record": {"assertion": {"urn": ["assertion"]}}},
    "com.linkedin.datacontract.FreshnessContract": {"record": {"assertion": "urn"}},
    "com.linkedin.datacontract.DataQualityContract": {"record": {"assertion": {"urn": ["assertion"]}}}
  },
  "relationships": [
    {"path": "/dataQuality/*/assertion", "name": "IncludesDataQualityAssertion", "to": ["assertion"]},
    {"path": "/entity", "name": "ContractFor", "to": ["dataset"]},
    {"path": "/freshness/*/assertion", "name": "IncludesFreshnessAssertion", "to": ["assertion"]},
    {"path": "/schema/*/assertion", "name": "IncludesSchemaAssertion", "to": ["assertion"]}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataContractStatus.json", content: #"""
{
  "aspect": "dataContractStatus",
  "class": "com.linkedin.datacontract.DataContractStatus",
  "kind": "versioned",
  "fields": {"customProperties": {"map": "string", "default": {}}, "state": "com.linkedin.datacontract.DataContractState"},
  "types": {"com.linkedin.datacontract.DataContractState": {"enum": ["ACTIVE", "PENDING"]}},
  "search": [
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/state", "field": "state", "type": "TEXT"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataFlowInfo.json", content: #"""
{
  "aspect": "dataFlowInfo",
  "class": "com.linkedin.datajob.DataFlowInfo",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "name": "string",
    "description": "string?",
    "project": "string?",
    "created": "com.linkedin.common.TimeStamp?",
    "lastModified": "com.linkedin.common.TimeStamp?",
    "env": "com.linkedin.common.FabricType?"
  },
  "types": {
    "com.linkedin.common.TimeStamp": {"record": {"time": "long", "actor": "urn?"}},
    "com.linkedin.common.FabricType": {
      "enum": [
        "DEV", "TEST", "QA", "UAT", "EI", "PRE", "STG", "NON_PROD", "PROD", "CORP", "RVW", "PRD", "TST", "SIT",
        "SBX", "SANDBOX", "CERT"
      ]
    }
  },
  "search": [
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {
      "path": "/description",
      "field": "description",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    },
    {
      "path": "/env",
      "field": "env",
      "type": "KEYWORD",
      "queryByDefault": false,
      "filter": true,
      "filterName": "Environment"
    },
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME"},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/project", "field": "project", "type": "TEXT_PARTIAL", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataFlowKey.json", content: #"""
{
  "aspect": "dataFlowKey",
  "class": "com.linkedin.metadata.key.DataFlowKey",
  "kind": "key",
  "fields": {"orchestrator": "string", "flowId": "string", "cluster": "string"},
  "search": [
    {"path": "/cluster", "field": "cluster", "type": "TEXT_PARTIAL"},
    {"path": "/flowId", "field": "flowId", "type": "WORD_GRAM", "autocomplete": true},
    {"path": "/orchestrator", "field": "orchestrator", "type": "TEXT_PARTIAL"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataHubAccessTokenInfo.json", content: #"""
{
  "aspect": "dataHubAccessTokenInfo",
  "class": "com.linkedin.access.token.DataHubAccessTokenInfo",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "name": "string",
    "actorUrn": "urn",
    "ownerUrn": "urn",
    "createdAt": "long",
    "expiresAt": "long?",
    "description": "string?"
  },
  "search": [
    {"path": "/actorUrn", "field": "actorUrn", "type": "URN"},
    {"path": "/createdAt", "field": "createdAt", "type": "COUNT", "queryByDefault": false},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/expiresAt", "field": "expiresAt", "type": "COUNT", "queryByDefault": false},
    {"path": "/name", "field": "name", "type": "TEXT_PARTIAL", "boost": 10.0},
    {"path": "/ownerUrn", "field": "ownerUrn", "type": "URN"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataHubAccessTokenKey.json", content: #"""
{
  "aspect": "dataHubAccessTokenKey",
  "class": "com.linkedin.metadata.key.DataHubAccessTokenKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubActionKey.json", content: #"""
{
  "aspect": "dataHubActionKey",
  "class": "com.linkedin.metadata.key.DataHubActionKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubConnectionDetails.json", content: #"""
{
  "aspect": "dataHubConnectionDetails",
  "class": "com.linkedin.connection.DataHubConnectionDetails",
  "kind": "versioned",
  "fields": {
    "type": "com.linkedin.connection.DataHubConnectionDetailsType",
    "name": "string?",
    "json": "com.linkedin.connection.DataHubJsonConnection?"
  },
  "types": {
    "com.linkedin.connection.DataHubConnectionDetailsType": {"enum": ["JSON"]},
    "com.linkedin.connection.DataHubJsonConnection": {"record": {"encryptedBlob": "string"}}
  },
  "search": [
    {"path": "/name", "field": "name", "type": "TEXT_PARTIAL", "autocomplete": true, "boost": 10.0},
    {"path": "/type", "field": "type", "type": "TEXT"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataHubConnectionKey.json", content: #"""
{
  "aspect": "dataHubConnectionKey",
  "class": "com.linkedin.metadata.key.DataHubConnectionKey",
  "kind": "key",
  "fields": {"id": "string"},
  "search": [{"path": "/id", "field": "id", "type": "TEXT"}]
}

"""#),
EmbeddedFile(path: "aspects/dataHubExecutionRequestInput.json", content: #"""
{
  "aspect": "dataHubExecutionRequestInput",
  "class": "com.linkedin.execution.ExecutionRequestInput",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "task": "string",
    "args": {"map": "string"},
    "executorId": "string",
    "source": "com.linkedin.execution.ExecutionRequestSource",
    "requestedAt": "long",
    "actorUrn": "urn?",
    "cliVersionAudit": "com.linkedin.execution.CliVersionAudit?"
  },
  "types": {
    "com.linkedin.execution.ExecutionRequestSource": {"record": {"type": "string", "ingestionSource": {"urn": ["dataHubIngestionSource"], "optional": true}}},
    "com.linkedin.execution.CliVersionAudit": {"record": {"source": "com.linkedin.execution.CliVersionSource", "serverVersion": "string?"}},
    "com.linkedin.execution.CliVersionSource": {"enum": ["SOURCE_CONFIG_OVERRIDE", "MATRIX_COHORT", "MATRIX_CONNECTOR_DEFAULT", "APPLICATION_DEFAULT"]}
  },
  "relationships": [{"path": "/source/ingestionSource", "name": "ingestionSource", "to": ["dataHubIngestionSource"]}],
  "search": [
    {"path": "/actorUrn", "field": "actorUrn", "type": "URN"},
    {"path": "/executorId", "field": "executorId", "type": "KEYWORD", "queryByDefault": false},
    {"path": "/requestedAt", "field": "requestTimeMs", "type": "COUNT", "queryByDefault": false},
    {"path": "/source/ingestionSource", "field": "ingestionSource", "type": "KEYWORD", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataHubExecutionRequestKey.json", content: #"""
{
  "aspect": "dataHubExecutionRequestKey",
  "class": "com.linkedin.metadata.key.ExecutionRequestKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubExecutionRequestResult.json", content: #"""
{
  "aspect": "dataHubExecutionRequestResult",
  "class": "com.linkedin.execution.ExecutionRequestResult",
  "kind": "versioned",
  "fields": {
    "status": "string",
    "report": "string?",
    "structuredReport": "com.linkedin.execution.StructuredExecutionReport?",
    "startTimeMs": "long?",
    "durationMs": "long?"
  },
  "types": {
    "com.linkedin.execution.StructuredExecutionReport": {"record": {"type": "string", "serializedValue": "string", "contentType": "string"}}
  },
  "search": [
    {"path": "/startTimeMs", "field": "startTimeMs", "type": "COUNT", "queryByDefault": false},
    {"path": "/status", "field": "executionResultStatus", "type": "KEYWORD"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataHubExecutionRequestSignal.json", content: #"""
{
  "aspect": "dataHubExecutionRequestSignal",
  "class": "com.linkedin.execution.ExecutionRequestSignal",
  "kind": "versioned",
  "fields": {"signal": "string", "executorId": "string?", "createdAt": "com.linkedin.common.AuditStamp"},
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  }
}

"""#),
EmbeddedFile(path: "aspects/dataHubFileInfo.json", content: #"""
{
  "aspect": "dataHubFileInfo",
  "class": "com.linkedin.file.DataHubFileInfo",
  "kind": "versioned",
  "fields": {
    "bucketStorageLocation": "com.linkedin.file.BucketStorageLocation",
    "originalFileName": "string",
    "mimeType": "string",
    "sizeInBytes": "long",
    "scenario": "com.linkedin.file.FileUploadScenario",
    "referencedByAsset": {
      "urn": [
        "dataset", "chart", "container", "dashboard", "dataFlow", "dataJob", "glossaryTerm", "glossaryNode",
        "mlModel", "mlFeature", "notebook", "mlFeatureTable", "mlPrimaryKey", "mlModelGroup", "domain",
        "dataProduct", "businessAttribute", "document"
      ],
      "optional": true
    },
    "schemaField": {"urn": ["schemaField"], "optional": true},
    "created": "com.linkedin.common.AuditStamp",
    "contentHash": "string?"
  },
  "types": {
    "com.linkedin.file.BucketStorageLocation": {"record": {"storageBucket": "string", "storageKey": "string"}},
    "com.linkedin.file.FileUploadScenario": {"enum": ["ASSET_DOCUMENTATION", "ASSET_DOCUMENTATION_LINKS"]},
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [
    {
      "path": "/referencedByAsset",
      "name": "ReferencedBy",
      "to": [
        "dataset", "chart", "container", "dashboard", "dataFlow", "dataJob", "glossaryTerm", "glossaryNode",
        "mlModel", "mlFeature", "notebook", "mlFeatureTable", "mlPrimaryKey", "mlModelGroup", "domain",
        "dataProduct", "businessAttribute", "document"
      ]
    },
    {"path": "/schemaField", "name": "ReferencedBy", "to": ["schemaField"]}
  ],
  "search": [
    {"path": "/bucketStorageLocation/storageBucket", "field": "storageBucket", "type": "KEYWORD"},
    {"path": "/bucketStorageLocation/storageKey", "field": "storageKey", "type": "KEYWORD"},
    {"path": "/contentHash", "field": "contentHash", "type": "KEYWORD"},
    {"path": "/created/actor", "field": "createdBy", "type": "URN"},
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/mimeType", "field": "mimeType", "type": "KEYWORD"},
    {"path": "/originalFileName", "field": "originalFileName", "type": "TEXT_PARTIAL"},
    {"path": "/referencedByAsset", "field": "referencedByAsset", "type": "URN"},
    {"path": "/scenario", "field": "scenario", "type": "KEYWORD"},
    {"path": "/schemaField", "field": "schemaField", "type": "URN"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataHubFileKey.json", content: #"""
{
  "aspect": "dataHubFileKey",
  "class": "com.linkedin.metadata.key.DataHubFileKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubIngestionSourceInfo.json", content: #"""
{
  "aspect": "dataHubIngestionSourceInfo",
  "class": "com.linkedin.ingestion.DataHubIngestionSourceInfo",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "name": "string",
    "type": "string",
    "platform": "urn?",
    "schedule": "com.linkedin.ingestion.DataHubIngestionSourceSchedule?",
    "config": "com.linkedin.ingestion.DataHubIngestionSourceConfig",
    "source": "com.linkedin.ingestion.DataHubIngestionSourceSource?"
  },
  "types": {
    "com.linkedin.ingestion.DataHubIngestionSourceSchedule": {"record": {"interval": "string", "timezone": "string"}},
    "com.linkedin.ingestion.DataHubIngestionSourceConfig": {
      "record": {
        "recipe": "string",
        "version": "string?",
        "executorId": "string?",
        "debugMode": "boolean?",
        "extraArgs": {"map": "string", "optional": true}
      }
    },
    "com.linkedin.ingestion.DataHubIngestionSourceSource": {"record": {"type": "com.linkedin.ingestion.DataHubIngestionSourceSourceType"}},
    "com.linkedin.ingestion.DataHubIngestionSourceSourceType": {"enum": ["SYSTEM"]}
  },
  "search": [
    {"path": "/config/executorId", "field": "sourceExecutorId", "type": "KEYWORD", "queryByDefault": false},
    {"path": "/name", "field": "name", "type": "TEXT_PARTIAL", "boost": 10.0},
    {
      "path": "/schedule/interval",
      "field": "interval",
      "type": "KEYWORD",
      "queryByDefault": false,
      "hasValuesFilter": true,
      "hasValues": "hasScheduleInterval"
    },
    {"path": "/source/type", "field": "sourceType", "type": "KEYWORD", "queryByDefault": false},
    {"path": "/type", "field": "type", "type": "KEYWORD", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataHubIngestionSourceKey.json", content: #"""
{
  "aspect": "dataHubIngestionSourceKey",
  "class": "com.linkedin.metadata.key.DataHubIngestionSourceKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubOpenAPISchemaKey.json", content: #"""
{
  "aspect": "dataHubOpenAPISchemaKey",
  "class": "com.linkedin.metadata.key.DataHubOpenAPISchemaKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubPageModuleKey.json", content: #"""
{
  "aspect": "dataHubPageModuleKey",
  "class": "com.linkedin.metadata.key.DataHubPageModuleKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubPageModuleProperties.json", content: #"""
{
  "aspect": "dataHubPageModuleProperties",
  "class": "com.linkedin.module.DataHubPageModuleProperties",
  "kind": "versioned",
  "schemaVersion": 3,
  "fields": {
    "name": "string",
    "type": "com.linkedin.module.DataHubPageModuleType",
    "visibility": "com.linkedin.module.DataHubPageModuleVisibility",
    "params": "com.linkedin.module.DataHubPageModuleParams",
    "created": "com.linkedin.common.AuditStamp",
    "lastModified": "com.linkedin.common.AuditStamp"
  },
  "types": {
    "com.linkedin.module.DataHubPageModuleType": {
      "enum": [
        "LINK", "RICH_TEXT", "ASSET_COLLECTION", "HIERARCHY", "OWNED_ASSETS", "DOMAINS", "ASSETS", "OUTPUT_PORTS",
        "CHILD_HIERARCHY", "DATA_PRODUCTS", "SUB_DATA_PRODUCTS", "RELATED_TERMS", "PLATFORMS", "LINEAGE", "COLUMNS",
        "SEMANTIC_MODEL_DATASETS", "SEMANTIC_MODEL_METRICS", "SEMANTIC_MODEL_RELATIONSHIPS",
        "SEMANTIC_MODEL_DIMENSIONS", "AI_CONTEXT", "METRIC_SQL", "RELATED_METRICS", "UNKNOWN"
      ]
    },
    "com.linkedin.module.DataHubPageModuleVisibility": {"record": {"scope": "com.linkedin.module.PageModuleScope"}},
    "com.linkedin.module.PageModuleScope": {"enum": ["PERSONAL", "GLOBAL"]},
    "com.linkedin.module.DataHubPageModuleParams": {
      "record": {
        "linkParams": "com.linkedin.module.LinkModuleParams?",
        "richTextParams": "com.linkedin.module.RichTextModuleParams?",
        "assetCollectionParams": "com.linkedin.module.AssetCollectionModuleParams?",
        "hierarchyViewParams": "com.linkedin.module.HierarchyModuleParams?"
      }
    },
    "com.linkedin.module.LinkModuleParams": {"record": {"linkUrl": "string", "imageUrl": "string?", "description": "string?"}},
    "com.linkedin.module.RichTextModuleParams": {"record": {"content": "string"}},
    "com.linkedin.module.AssetCollectionModuleParams": {"record": {"assetUrns": {"array": "urn"}, "dynamicFilterJson": "string?"}},
    "com.linkedin.module.HierarchyModuleParams": {
      "record": {
        "assetUrns": {"array": "urn", "optional": true},
        "showRelatedEntities": "boolean",
        "relatedEntitiesFilterJson": "string?"
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/created/actor", "field": "createdBy", "type": "URN"},
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME"},
    {"path": "/type", "field": "type", "type": "KEYWORD"},
    {"path": "/visibility/scope", "field": "scope", "type": "KEYWORD"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataHubPageTemplateKey.json", content: #"""
{
  "aspect": "dataHubPageTemplateKey",
  "class": "com.linkedin.metadata.key.DataHubPageTemplateKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubPageTemplateProperties.json", content: #"""
{
  "aspect": "dataHubPageTemplateProperties",
  "class": "com.linkedin.template.DataHubPageTemplateProperties",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "rows": {"array": "com.linkedin.template.DataHubPageTemplateRow"},
    "assetSummary": "com.linkedin.template.DataHubPageTemplateAssetSummary?",
    "surface": "com.linkedin.template.DataHubPageTemplateSurface",
    "visibility": "com.linkedin.template.DataHubPageTemplateVisibility",
    "created": "com.linkedin.common.AuditStamp",
    "lastModified": "com.linkedin.common.AuditStamp"
  },
  "types": {
    "com.linkedin.template.DataHubPageTemplateRow": {"record": {"modules": {"array": "urn"}}},
    "com.linkedin.template.DataHubPageTemplateAssetSummary": {"record": {"summaryElements": {"array": "com.linkedin.template.SummaryElement", "optional": true}}},
    "com.linkedin.template.SummaryElement": {
      "record": {
        "elementType": "com.linkedin.template.SummaryElementType",
        "structuredPropertyUrn": {"urn": ["structuredProperty"], "optional": true}
      }
    },
    "com.linkedin.template.SummaryElementType": {
      "enum": [
        "CREATED", "LAST_MODIFIED", "LAST_INGESTED", "TAGS", "GLOSSARY_TERMS", "OWNERS", "DOMAIN",
        "STRUCTURED_PROPERTY", "DOCUMENT_STATUS", "DOCUMENT_TYPE", "SEMANTIC_MODEL"
      ]
    },
    "com.linkedin.template.DataHubPageTemplateSurface": {"record": {"surfaceType": "com.linkedin.template.PageTemplateSurfaceType"}},
    "com.linkedin.template.PageTemplateSurfaceType": {"enum": ["HOME_PAGE", "ASSET_SUMMARY"]},
    "com.linkedin.template.DataHubPageTemplateVisibility": {"record": {"scope": "com.linkedin.template.PageTemplateScope"}},
    "com.linkedin.template.PageTemplateScope": {"enum": ["PERSONAL", "GLOBAL"]},
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [
    {
      "path": "/assetSummary/summaryElements/*/structuredPropertyUrn",
      "name": "ContainsStructuredProperty",
      "to": ["structuredProperty"]
    },
    {"path": "/rows/*/modules/*", "name": "ContainedIn", "to": ["dataHubPageModule"]}
  ],
  "search": [
    {"path": "/created/actor", "field": "createdBy", "type": "URN"},
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME"},
    {"path": "/surface/surfaceType", "field": "surfaceType", "type": "KEYWORD"},
    {"path": "/visibility/scope", "field": "scope", "type": "KEYWORD"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataHubPersonaInfo.json", content: #"""
{
  "aspect": "dataHubPersonaInfo",
  "class": "com.linkedin.persona.DataHubPersonaInfo",
  "kind": "versioned",
  "fields": {}
}

"""#),
EmbeddedFile(path: "aspects/dataHubPersonaKey.json", content: #"""
{
  "aspect": "dataHubPersonaKey",
  "class": "com.linkedin.metadata.key.DataHubPersonaKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubPolicyInfo.json", content: #"""
{
  "aspect": "dataHubPolicyInfo",
  "class": "com.linkedin.policy.DataHubPolicyInfo",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "displayName": "string",
    "description": "string",
    "type": "string",
    "state": "string",
    "resources": "com.linkedin.policy.DataHubResourceFilter?",
    "privileges": {"array": "string"},
    "actors": "com.linkedin.policy.DataHubActorFilter",
    "editable": {"type": "boolean", "default": true},
    "lastUpdatedTimestamp": "long?"
  },
  "types": {
    "com.linkedin.policy.DataHubResourceFilter": {
      "record": {
        "type": "string?",
        "resources": {"array": "string", "optional": true},
        "allResources": {"type": "boolean", "default": false},
        "filter": "com.linkedin.policy.PolicyMatchFilter?",
        "privilegeConstraints": "com.linkedin.policy.PolicyMatchFilter?"
      }
    },
    "com.linkedin.policy.PolicyMatchFilter": {"record": {"criteria": {"array": "com.linkedin.policy.PolicyMatchCriterion"}}},
    "com.linkedin.policy.PolicyMatchCriterion": {
      "record": {
        "field": "string",
        "values": {"array": "string"},
        "structuredPropertyValues": {"array": "com.linkedin.policy.StructuredPropertyCriterionValue", "optional": true},
        "condition": {"type": "com.linkedin.policy.PolicyMatchCondition", "default": "EQUALS"}
      }
    },
    "com.linkedin.policy.StructuredPropertyCriterionValue": {"record": {"propertyUrn": "urn", "values": {"array": "string"}}},
    "com.linkedin.policy.PolicyMatchCondition": {"enum": ["EQUALS", "STARTS_WITH", "NOT_EQUALS"]},
    "com.linkedin.policy.DataHubActorFilter": {
      "record": {
        "users": {"array": "urn", "optional": true},
        "groups": {"array": "urn", "optional": true},
        "resourceOwners": {"type": "boolean", "default": false},
        "resourceOwnersTypes": {"array": "urn", "optional": true},
        "allUsers": {"type": "boolean", "default": false},
        "allGroups": {"type": "boolean", "default": false},
        "roles": {"array": "urn", "optional": true}
      }
    }
  },
  "relationships": [{"path": "/actors/roles/*", "name": "IsAssociatedWithRole", "to": ["dataHubRole"]}],
  "search": [
    {"path": "/actors/allGroups", "field": "allGroups", "type": "BOOLEAN"},
    {"path": "/actors/allUsers", "field": "allUsers", "type": "BOOLEAN"},
    {"path": "/actors/groups/*", "field": "groups", "type": "URN"},
    {"path": "/actors/roles/*", "field": "roles", "type": "URN"},
    {"path": "/actors/users/*", "field": "users", "type": "URN"},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/displayName", "field": "displayName", "type": "TEXT_PARTIAL", "boost": 10.0},
    {"path": "/editable", "field": "editable", "type": "BOOLEAN"},
    {"path": "/lastUpdatedTimestamp", "field": "lastUpdatedTimestamp", "type": "DATETIME"},
    {"path": "/privileges/*", "field": "privileges", "type": "KEYWORD", "filter": true},
    {"path": "/state", "field": "state", "type": "KEYWORD"},
    {"path": "/type", "field": "type", "type": "KEYWORD"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataHubPolicyKey.json", content: #"""
{
  "aspect": "dataHubPolicyKey",
  "class": "com.linkedin.metadata.key.DataHubPolicyKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubRetentionConfig.json", content: #"""
{
  "aspect": "dataHubRetentionConfig",
  "class": "com.linkedin.retention.DataHubRetentionConfig",
  "kind": "versioned",
  "fields": {"retention": "com.linkedin.retention.Retention"},
  "types": {
    "com.linkedin.retention.Retention": {
      "record": {
        "version": "com.linkedin.retention.VersionBasedRetention?",
        "time": "com.linkedin.retention.TimeBasedRetention?"
      }
    },
    "com.linkedin.retention.VersionBasedRetention": {"record": {"maxVersions": "int"}},
    "com.linkedin.retention.TimeBasedRetention": {"record": {"maxAgeInSeconds": "int"}}
  }
}

"""#),
EmbeddedFile(path: "aspects/dataHubRetentionKey.json", content: #"""
{
  "aspect": "dataHubRetentionKey",
  "class": "com.linkedin.metadata.key.DataHubRetentionKey",
  "kind": "key",
  "fields": {"entityName": "string", "aspectName": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubRoleInfo.json", content: #"""
{
  "aspect": "dataHubRoleInfo",
  "class": "com.linkedin.policy.DataHubRoleInfo",
  "kind": "versioned",
  "fields": {"name": "string", "description": "string", "editable": {"type": "boolean", "default": false}},
  "search": [
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/name", "field": "name", "type": "TEXT_PARTIAL", "boost": 10.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataHubRoleKey.json", content: #"""
{
  "aspect": "dataHubRoleKey",
  "class": "com.linkedin.metadata.key.DataHubRoleKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubSecretKey.json", content: #"""
{
  "aspect": "dataHubSecretKey",
  "class": "com.linkedin.metadata.key.DataHubSecretKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubSecretValue.json", content: #"""
{
  "aspect": "dataHubSecretValue",
  "class": "com.linkedin.secret.DataHubSecretValue",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {"name": "string", "value": "string", "description": "string?", "created": "com.linkedin.common.AuditStamp?"},
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/created/time", "field": "createdTime", "type": "DATETIME"},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/name", "field": "name", "type": "TEXT_PARTIAL", "boost": 10.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataHubStepStateKey.json", content: #"""
{
  "aspect": "dataHubStepStateKey",
  "class": "com.linkedin.metadata.key.DataHubStepStateKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubStepStateProperties.json", content: #"""
{
  "aspect": "dataHubStepStateProperties",
  "class": "com.linkedin.step.DataHubStepStateProperties",
  "kind": "versioned",
  "fields": {"properties": {"map": "string", "default": {}}, "lastModified": "com.linkedin.common.AuditStamp"},
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  }
}

"""#),
EmbeddedFile(path: "aspects/dataHubUpgradeKey.json", content: #"""
{
  "aspect": "dataHubUpgradeKey",
  "class": "com.linkedin.metadata.key.DataHubUpgradeKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubUpgradeRequest.json", content: #"""
{
  "aspect": "dataHubUpgradeRequest",
  "class": "com.linkedin.upgrade.DataHubUpgradeRequest",
  "kind": "versioned",
  "fields": {"timestampMs": "long", "version": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataHubUpgradeResult.json", content: #"""
{
  "aspect": "dataHubUpgradeResult",
  "class": "com.linkedin.upgrade.DataHubUpgradeResult",
  "kind": "versioned",
  "fields": {
    "state": {"type": "com.linkedin.upgrade.DataHubUpgradeState", "default": "SUCCEEDED"},
    "timestampMs": "long",
    "result": {"map": "string", "optional": true}
  },
  "types": {"com.linkedin.upgrade.DataHubUpgradeState": {"enum": ["IN_PROGRESS", "SUCCEEDED", "FAILED", "ABORTED"]}}
}

"""#),
EmbeddedFile(path: "aspects/dataHubViewInfo.json", content: #"""
{
  "aspect": "dataHubViewInfo",
  "class": "com.linkedin.view.DataHubViewInfo",
  "kind": "versioned",
  "schemaVersion": 3,
  "fields": {
    "name": "string",
    "description": "string?",
    "type": "com.linkedin.view.DataHubViewType",
    "definition": "com.linkedin.view.DataHubViewDefinition",
    "created": "com.linkedin.common.AuditStamp",
    "lastModified": "com.linkedin.common.AuditStamp"
  },
  "types": {
    "com.linkedin.view.DataHubViewType": {"enum": ["PERSONAL", "GLOBAL"]},
    "com.linkedin.view.DataHubViewDefinition": {
      "record": {"entityTypes": {"array": "string"}, "filter": "com.linkedin.metadata.query.filter.Filter", "json": "string?"}
    },
    "com.linkedin.metadata.query.filter.Filter": {
      "record": {
        "or": {"array": "com.linkedin.metadata.query.filter.ConjunctiveCriterion", "optional": true},
        "criteria": {"array": "com.linkedin.metadata.query.filter.Criterion", "optional": true}
      }
    },
    "com.linkedin.metadata.query.filter.ConjunctiveCriterion": {"record": {"and": {"array": "com.linkedin.metadata.query.filter.Criterion"}}},
    "com.linkedin.metadata.query.filter.Criterion": {
      "record": {
        "field": "string",
        "values": {"array": "string", "default": []},
        "condition": {"type": "com.linkedin.metadata.query.filter.Condition", "default": "EQUAL"},
        "negated": {"type": "boolean", "default": false}
      }
    },
    "com.linkedin.metadata.query.filter.Condition": {
      "enum": [
        "CONTAIN", "END_WITH", "EQUAL", "IEQUAL", "IS_NULL", "EXISTS", "GREATER_THAN", "GREATER_THAN_OR_EQUAL_TO",
        "IN", "LESS_THAN", "LESS_THAN_OR_EQUAL_TO", "START_WITH", "DESCENDANTS_INCL", "ANCESTORS_INCL",
        "RELATED_INCL"
      ]
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/created/actor", "field": "createdBy", "type": "URN"},
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME"},
    {"path": "/name", "field": "name", "type": "TEXT_PARTIAL", "boost": 10.0},
    {"path": "/type", "field": "type", "type": "TEXT"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataHubViewKey.json", content: #"""
{
  "aspect": "dataHubViewKey",
  "class": "com.linkedin.metadata.key.DataHubViewKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataJobInfo.json", content: #"""
{
  "aspect": "dataJobInfo",
  "class": "com.linkedin.datajob.DataJobInfo",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "name": "string",
    "description": "string?",
    "type": {
      "union": {
        "com.linkedin.datajob.azkaban.AzkabanJobType": "com.linkedin.datajob.azkaban.AzkabanJobType",
        "string": "string"
      }
    },
    "flowUrn": {"urn": ["dataFlow"], "optional": true},
    "created": "com.linkedin.common.TimeStamp?",
    "lastModified": "com.linkedin.common.TimeStamp?",
    "status": "com.linkedin.datajob.JobStatus?",
    "env": "com.linkedin.common.FabricType?"
  },
  "types": {
    "com.linkedin.datajob.azkaban.AzkabanJobType": {"enum": ["COMMAND", "HADOOP_JAVA", "HADOOP_SHELL", "HIVE", "PIG", "SQL", "GLUE"]},
    "com.linkedin.common.TimeStamp": {"record": {"time": "long", "actor": "urn?"}},
    "com.linkedin.datajob.JobStatus": {"enum": ["STARTING", "IN_PROGRESS", "STOPPING", "STOPPED", "COMPLETED", "FAILED", "UNKNOWN", "SKIPPED"]},
    "com.linkedin.common.FabricType": {
      "enum": [
        "DEV", "TEST", "QA", "UAT", "EI", "PRE", "STG", "NON_PROD", "PROD", "CORP", "RVW", "PRD", "TST", "SIT",
        "SBX", "SANDBOX", "CERT"
      ]
    }
  },
  "search": [
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {
      "path": "/description",
      "field": "description",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    },
    {
      "path": "/env",
      "field": "env",
      "type": "KEYWORD",
      "queryByDefault": false,
      "filter": true,
      "filterName": "Environment"
    },
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME"},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataJobInputOutput.json", content: #"""
{
  "aspect": "dataJobInputOutput",
  "class": "com.linkedin.datajob.DataJobInputOutput",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "inputDatasets": {"array": {"urn": ["dataset"]}},
    "inputDatasetEdges": {"array": "com.linkedin.common.Edge", "optional": true},
    "outputDatasets": {"array": {"urn": ["dataset"]}},
    "outputDatasetEdges": {"array": "com.linkedin.common.Edge", "optional": true},
    "inputDatajobs": {"array": {"urn": ["dataJob"]}, "optional": true},
    "inputDatajobEdges": {"array": "com.linkedin.common.Edge", "optional": true},
    "inputDatasetFields": {"array": "urn", "optional": true},
    "outputDatasetFields": {"array": "urn", "optional": true},
    "fineGrainedLineages": {"array": "com.linkedin.dataset.FineGrainedLineage", "optional": true}
  },
  "types": {
    "com.linkedin.common.Edge": {
      "record": {
        "sourceUrn": "urn?",
        "destinationUrn": "urn",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "properties": {"map": "string", "optional": true}
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.dataset.FineGrainedLineage": {
      "record": {
        "upstreamType": "com.linkedin.dataset.FineGrainedLineageUpstreamType",
        "upstreams": {"array": "urn", "optional": true},
        "downstreamType": "com.linkedin.dataset.FineGrainedLineageDownstreamType",
        "downstreams": {"array": "urn", "optional": true},
        "transformOperation": "string?",
        "confidenceScore": {"type": "float", "default": 1.0},
        "query": "urn?",
        "matchType": "com.linkedin.dataset.LineageMatchType?"
      }
    },
    "com.linkedin.dataset.FineGrainedLineageUpstreamType": {"enum": ["FIELD_SET", "DATASET", "NONE"]},
    "com.linkedin.dataset.FineGrainedLineageDownstreamType": {"enum": ["FIELD", "FIELD_SET"]},
    "com.linkedin.dataset.LineageMatchType": {"enum": ["EXACT", "NORMALIZED", "UNRESOLVED"]}
  },
  "relationships": [
    {
      "path": "/inputDatajobEdges/*/destinationUrn",
      "name": "DownstreamOf",
      "to": ["dataJob"],
      "lineage": "upstream",
      "createdOn": "/inputDatajobEdges/*/created/time",
      "createdActor": "/inputDatajobEdges/*/created/actor",
      "updatedOn": "/inputDatajobEdges/*/lastModified/time",
      "updatedActor": "/inputDatajobEdges/*/lastModified/actor",
      "properties": "/inputDatajobEdges/*/properties"
    },
    {"path": "/inputDatajobs/*", "name": "DownstreamOf", "to": ["dataJob"], "lineage": "upstream"},
    {
      "path": "/inputDatasetEdges/*/destinationUrn",
      "name": "Consumes",
      "to": ["dataset"],
      "lineage": "upstream",
      "createdOn": "/inputDatasetEdges/*/created/time",
      "createdActor": "/inputDatasetEdges/*/created/actor",
      "updatedOn": "/inputDatasetEdges/*/lastModified/time",
      "updatedActor": "/inputDatasetEdges/*/lastModified/actor",
      "properties": "/inputDatasetEdges/*/properties"
    },
    {"path": "/inputDatasetFields/*", "name": "Consumes", "to": ["schemaField"]},
    {"path": "/inputDatasets/*", "name": "Consumes", "to": ["dataset"], "lineage": "upstream"},
    {
      "path": "/outputDatasetEdges/*/destinationUrn",
      "name": "Produces",
      "to": ["dataset"],
      "lineage": "downstream",
      "createdOn": "/outputDatasetEdges/*/created/time",
      "createdActor": "/outputDatasetEdges/*/created/actor",
      "updatedOn": "/outputDatasetEdges/*/lastModified/time",
      "updatedActor": "/outputDatasetEdges/*/lastModified/actor",
      "properties": "/outputDatasetEdges/*/properties"
    },
    {"path": "/outputDatasetFields/*", "name": "Produces", "to": ["schemaField"]},
    {"path": "/outputDatasets/*", "name": "Produces", "to": ["dataset"], "lineage": "downstream"}
  ],
  "search": [
    {
      "path": "/fineGrainedLineages/*/upstreams/*",
      "field": "fineGrainedUpstreams",
      "type": "URN",
      "queryByDefault": false,
      "hasValues": "hasFineGrainedUpstreams"
    },
    {
      "path": "/inputDatasetEdges/*/destinationUrn",
      "field": "inputDatasetEdges",
      "type": "URN",
      "queryByDefault": false,
      "numValues": "numInputDatasets"
    },
    {
      "path": "/inputDatasetFields/*",
      "field": "inputFields",
      "type": "URN",
      "queryByDefault": false,
      "numValues": "numInputFields"
    },
    {
      "path": "/inputDatasets/*",
      "field": "inputs",
      "type": "URN",
      "queryByDefault": false,
      "numValues": "numInputDatasets"
    },
    {
      "path": "/outputDatasetEdges/*/destinationUrn",
      "field": "outputDatasetEdges",
      "type": "URN",
      "queryByDefault": false,
      "numValues": "numOutputDatasets"
    },
    {
      "path": "/outputDatasetFields/*",
      "field": "outputFields",
      "type": "URN",
      "queryByDefault": false,
      "numValues": "numOutputFields"
    },
    {
      "path": "/outputDatasets/*",
      "field": "outputs",
      "type": "URN",
      "queryByDefault": false,
      "numValues": "numOutputDatasets"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataJobKey.json", content: #"""
{
  "aspect": "dataJobKey",
  "class": "com.linkedin.metadata.key.DataJobKey",
  "kind": "key",
  "fields": {"flow": {"urn": ["dataFlow"]}, "jobId": "string"},
  "relationships": [{"path": "/flow", "name": "IsPartOf", "to": ["dataFlow"]}],
  "search": [
    {"path": "/flow", "field": "dataFlow", "type": "URN_PARTIAL", "queryByDefault": false},
    {"path": "/jobId", "field": "jobId", "type": "WORD_GRAM", "autocomplete": true}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataPlatformInfo.json", content: #"""
{
  "aspect": "dataPlatformInfo",
  "class": "com.linkedin.dataplatform.DataPlatformInfo",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "name": "string",
    "displayName": "string?",
    "type": "com.linkedin.dataplatform.PlatformType",
    "datasetNameDelimiter": "string",
    "logical": "boolean?",
    "logoUrl": "string?"
  },
  "types": {
    "com.linkedin.dataplatform.PlatformType": {
      "enum": [
        "FILE_SYSTEM", "KEY_VALUE_STORE", "MESSAGE_BROKER", "OBJECT_STORE", "OLAP_DATASTORE", "OTHERS",
        "QUERY_ENGINE", "RELATIONAL_DB", "SEARCH_ENGINE"
      ]
    }
  },
  "search": [
    {"path": "/displayName", "field": "displayName", "type": "WORD_GRAM", "autocomplete": true, "boost": 10.0},
    {"path": "/logical", "field": "logical", "type": "BOOLEAN"},
    {"path": "/name", "field": "name", "type": "WORD_GRAM", "boost": 10.0, "aliases": ["_entityName"]}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataPlatformInstance.json", content: #"""
{
  "aspect": "dataPlatformInstance",
  "class": "com.linkedin.common.DataPlatformInstance",
  "kind": "versioned",
  "fields": {"platform": "urn", "instance": "urn?"},
  "search": [
    {
      "path": "/instance",
      "field": "platformInstance",
      "type": "URN",
      "filter": true,
      "filterName": "Platform Instance"
    },
    {"path": "/platform", "field": "platform", "type": "URN", "filter": true, "filterName": "Platform"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataPlatformInstanceKey.json", content: #"""
{
  "aspect": "dataPlatformInstanceKey",
  "class": "com.linkedin.metadata.key.DataPlatformInstanceKey",
  "kind": "key",
  "fields": {"platform": "urn", "instance": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataPlatformInstanceProperties.json", content: #"""
{
  "aspect": "dataPlatformInstanceProperties",
  "class": "com.linkedin.dataplatforminstance.DataPlatformInstanceProperties",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "name": "string?",
    "description": "string?"
  },
  "search": [
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataPlatformKey.json", content: #"""
{
  "aspect": "dataPlatformKey",
  "class": "com.linkedin.metadata.key.DataPlatformKey",
  "kind": "key",
  "fields": {"platformName": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataProcessInfo.json", content: #"""
{
  "aspect": "dataProcessInfo",
  "class": "com.linkedin.dataprocess.DataProcessInfo",
  "kind": "versioned",
  "fields": {
    "inputs": {"array": {"urn": ["dataset"]}, "optional": true},
    "outputs": {"array": {"urn": ["dataset"]}, "optional": true}
  },
  "relationships": [
    {"path": "/inputs/*", "name": "Consumes", "to": ["dataset"], "lineage": "upstream"},
    {"path": "/outputs/*", "name": "Consumes", "to": ["dataset"], "lineage": "upstream"}
  ],
  "search": [
    {
      "path": "/inputs/*",
      "field": "inputs",
      "type": "URN",
      "queryByDefault": false,
      "numValues": "numInputDatasets"
    },
    {
      "path": "/outputs/*",
      "field": "outputs",
      "type": "URN",
      "queryByDefault": false,
      "numValues": "numOutputDatasets"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataProcessInstanceInput.json", content: #"""
{
  "aspect": "dataProcessInstanceInput",
  "class": "com.linkedin.dataprocess.DataProcessInstanceInput",
  "kind": "versioned",
  "fields": {"inputs": {"array": "urn"}, "inputEdges": {"array": "com.linkedin.common.Edge", "optional": true}},
  "types": {
    "com.linkedin.common.Edge": {
      "record": {
        "sourceUrn": "urn?",
        "destinationUrn": "urn",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "properties": {"map": "string", "optional": true}
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [
    {
      "path": "/inputEdges/*/destinationUrn",
      "name": "DataProcessInstanceConsumes",
      "to": ["dataset", "mlModel", "dataProcessInstance"],
      "lineage": "upstream",
      "createdOn": "/inputEdges/*/created/time",
      "createdActor": "/inputEdges/*/created/actor",
      "updatedOn": "/inputEdges/*/lastModified/time",
      "updatedActor": "/inputEdges/*/lastModified/actor",
      "properties": "/inputEdges/*/properties"
    },
    {"path": "/inputs/*", "name": "Consumes", "to": ["dataset", "mlModel"]}
  ],
  "search": [
    {
      "path": "/inputs/*",
      "field": "inputs",
      "type": "URN",
      "queryByDefault": false,
      "filter": true,
      "numValues": "numInputs"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataProcessInstanceKey.json", content: #"""
{
  "aspect": "dataProcessInstanceKey",
  "class": "com.linkedin.metadata.key.DataProcessInstanceKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataProcessInstanceOutput.json", content: #"""
{
  "aspect": "dataProcessInstanceOutput",
  "class": "com.linkedin.dataprocess.DataProcessInstanceOutput",
  "kind": "versioned",
  "fields": {"outputs": {"array": "urn"}, "outputEdges": {"array": "com.linkedin.common.Edge", "optional": true}},
  "types": {
    "com.linkedin.common.Edge": {
      "record": {
        "sourceUrn": "urn?",
        "destinationUrn": "urn",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "properties": {"map": "string", "optional": true}
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [
    {
      "path": "/outputEdges/*/destinationUrn",
      "name": "DataProcessInstanceProduces",
      "to": ["dataset", "mlModel", "dataProcessInstance"],
      "lineage": "downstream",
      "createdOn": "/outputEdges/*/created/time",
      "createdActor": "/outputEdges/*/created/actor",
      "updatedOn": "/outputEdges/*/lastModified/time",
      "updatedActor": "/outputEdges/*/lastModified/actor",
      "properties": "/outputEdges/*/properties"
    },
    {"path": "/outputs/*", "name": "Produces", "to": ["dataset", "mlModel"]}
  ],
  "search": [
    {
      "path": "/outputs/*",
      "field": "outputs",
      "type": "URN",
      "queryByDefault": false,
      "filter": true,
      "numValues": "numOutputs"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataProcessInstanceProperties.json", content: #"""
{
  "aspect": "dataProcessInstanceProperties",
  "class": "com.linkedin.dataprocess.DataProcessInstanceProperties",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "name": "string",
    "type": "com.linkedin.dataprocess.DataProcessType?",
    "created": "com.linkedin.common.AuditStamp"
  },
  "types": {
    "com.linkedin.dataprocess.DataProcessType": {"enum": ["BATCH_SCHEDULED", "BATCH_AD_HOC", "STREAMING"]},
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/created/time", "field": "created", "type": "DATETIME", "queryByDefault": false},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {"path": "/name", "field": "name", "type": "WORD_GRAM", "autocomplete": true, "boost": 10.0},
    {"path": "/type", "field": "processType", "type": "KEYWORD", "filter": true, "filterName": "Process Type"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataProcessInstanceRelationships.json", content: #"""
{
  "aspect": "dataProcessInstanceRelationships",
  "class": "com.linkedin.dataprocess.DataProcessInstanceRelationships",
  "kind": "versioned",
  "fields": {
    "parentTemplate": {"urn": ["dataJob", "dataFlow", "dataset"], "optional": true},
    "parentInstance": {"urn": ["dataProcessInstance"], "optional": true},
    "upstreamInstances": {"array": "urn"}
  },
  "relationships": [
    {"path": "/parentInstance", "name": "ChildOf", "to": ["dataProcessInstance"]},
    {"path": "/parentTemplate", "name": "InstanceOf", "to": ["dataJob", "dataFlow", "dataset"]},
    {"path": "/upstreamInstances/*", "name": "UpstreamOf", "to": ["dataProcessInstance"]}
  ],
  "search": [
    {"path": "/parentInstance/*", "field": "parentInstance", "type": "URN", "queryByDefault": false},
    {"path": "/parentTemplate/*", "field": "parentTemplate", "type": "URN", "queryByDefault": false},
    {
      "path": "/upstreamInstances/*",
      "field": "upstream",
      "type": "URN",
      "queryByDefault": false,
      "numValues": "numUpstreams"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataProcessInstanceRunEvent.json", content: #"""
{
  "aspect": "dataProcessInstanceRunEvent",
  "class": "com.linkedin.dataprocess.DataProcessInstanceRunEvent",
  "kind": "timeseries",
  "fields": {
    "timestampMillis": "long",
    "eventGranularity": "com.linkedin.timeseries.TimeWindowSize?",
    "partitionSpec": {
      "type": "com.linkedin.timeseries.PartitionSpec",
      "default": {"partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"}
    },
    "messageId": "string?",
    "externalUrl": "string?",
    "status": "com.linkedin.dataprocess.DataProcessRunStatus",
    "attempt": "int?",
    "result": "com.linkedin.dataprocess.DataProcessInstanceRunResult?",
    "durationMillis": "long?"
  },
  "types": {
    "com.linkedin.timeseries.TimeWindowSize": {"record": {"unit": "com.linkedin.timeseries.CalendarInterval", "multiple": {"type": "int", "default": 1}}},
    "com.linkedin.timeseries.CalendarInterval": {"enum": ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]},
    "com.linkedin.timeseries.PartitionSpec": {
      "record": {
        "partition": "string",
        "timePartition": "com.linkedin.timeseries.TimeWindow?",
        "type": {"type": "com.linkedin.timeseries.PartitionType", "default": "PARTITION"}
      }
    },
    "com.linkedin.timeseries.TimeWindow": {"record": {"startTimeMillis": "long", "length": "com.linkedin.timeseries.TimeWindowSize"}},
    "com.linkedin.timeseries.PartitionType": {"enum": ["FULL_TABLE", "QUERY", "PARTITION"]},
    "com.linkedin.dataprocess.DataProcessRunStatus": {"enum": ["STARTED", "COMPLETE"]},
    "com.linkedin.dataprocess.DataProcessInstanceRunResult": {"record": {"type": "com.linkedin.dataprocess.RunResultType", "nativeResultType": "string"}},
    "com.linkedin.dataprocess.RunResultType": {"enum": ["SUCCESS", "FAILURE", "SKIPPED", "UP_FOR_RETRY"]}
  },
  "search": [
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {"path": "/status", "field": "status", "type": "TEXT", "hasValues": "hasRunEvents"}
  ],
  "timeseries": {"fields": ["/partitionSpec/partition", "/result", "/status"], "collections": {}}
}

"""#),
EmbeddedFile(path: "aspects/dataProcessKey.json", content: #"""
{
  "aspect": "dataProcessKey",
  "class": "com.linkedin.metadata.key.DataProcessKey",
  "kind": "key",
  "fields": {"name": "string", "orchestrator": "string", "origin": "com.linkedin.common.FabricType"},
  "types": {
    "com.linkedin.common.FabricType": {
      "enum": [
        "DEV", "TEST", "QA", "UAT", "EI", "PRE", "STG", "NON_PROD", "PROD", "CORP", "RVW", "PRD", "TST", "SIT",
        "SBX", "SANDBOX", "CERT"
      ]
    }
  },
  "search": [
    {"path": "/name", "field": "name", "type": "WORD_GRAM", "autocomplete": true, "boost": 4.0},
    {"path": "/orchestrator", "field": "orchestrator", "type": "TEXT_PARTIAL", "autocomplete": true},
    {"path": "/origin", "field": "origin", "type": "TEXT_PARTIAL", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataProductKey.json", content: #"""
{
  "aspect": "dataProductKey",
  "class": "com.linkedin.dataproduct.DataProductKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/dataProductProperties.json", content: #"""
{
  "aspect": "dataProductProperties",
  "class": "com.linkedin.dataproduct.DataProductProperties",
  "kind": "versioned",
  "schemaVersion": 3,
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "name": "string?",
    "description": "string?",
    "assets": {"array": "com.linkedin.dataproduct.DataProductAssociation", "optional": true},
    "parentDataProduct": {"urn": ["dataProduct"], "optional": true}
  },
  "types": {
    "com.linkedin.dataproduct.DataProductAssociation": {
      "record": {
        "sourceUrn": "urn?",
        "destinationUrn": "urn",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "properties": {"map": "string", "optional": true},
        "outputPort": {"type": "boolean", "default": false}
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [
    {
      "path": "/assets/*/destinationUrn",
      "name": "DataProductContains",
      "to": [
        "dataset", "dataJob", "dataFlow", "chart", "dashboard", "notebook", "container", "mlModel", "mlModelGroup",
        "mlFeatureTable", "mlFeature", "mlPrimaryKey", "document", "api"
      ]
    },
    {"path": "/parentDataProduct", "name": "IsPartOf", "to": ["dataProduct"]}
  ],
  "search": [
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {
      "path": "/description",
      "field": "description",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    },
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/parentDataProduct", "field": "parentDataProduct", "type": "URN", "hasValues": "hasParentDataProduct"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataProducts.json", content: #"""
{
  "aspect": "dataProducts",
  "class": "com.linkedin.dataproduct.DataProducts",
  "kind": "versioned",
  "schemaVersion": 1,
  "fields": {"dataProducts": {"array": "com.linkedin.dataproduct.DataProductAssociation"}},
  "types": {
    "com.linkedin.dataproduct.DataProductAssociation": {
      "record": {
        "sourceUrn": "urn?",
        "destinationUrn": "urn",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "properties": {"map": "string", "optional": true},
        "outputPort": {"type": "boolean", "default": false}
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {
      "path": "/dataProducts/*/destinationUrn",
      "field": "dataProduct",
      "type": "URN",
      "filter": true,
      "filterName": "Data Product",
      "hasValues": "hasDataProduct"
    },
    {
      "path": "/dataProducts/*/outputPort",
      "field": "isDataProductOutputPort",
      "type": "BOOLEAN",
      "queryByDefault": false,
      "filter": true,
      "filterName": "Data Product Output Port"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataTransformLogic.json", content: #"""
{
  "aspect": "dataTransformLogic",
  "class": "com.linkedin.common.DataTransformLogic",
  "kind": "versioned",
  "fields": {"transforms": {"array": "com.linkedin.common.DataTransform"}},
  "types": {
    "com.linkedin.common.DataTransform": {"record": {"queryStatement": "com.linkedin.query.QueryStatement?"}},
    "com.linkedin.query.QueryStatement": {"record": {"value": "string", "language": {"type": "com.linkedin.query.QueryLanguage", "default": "SQL"}}},
    "com.linkedin.query.QueryLanguage": {"enum": ["SQL", "UNKNOWN"]}
  }
}

"""#),
EmbeddedFile(path: "aspects/dataTypeInfo.json", content: #"""
{
  "aspect": "dataTypeInfo",
  "class": "com.linkedin.datatype.DataTypeInfo",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {"qualifiedName": "string", "displayName": "string?", "description": "string?"},
  "search": [
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/displayName", "field": "displayName", "type": "WORD_GRAM", "boost": 10.0},
    {"path": "/qualifiedName", "field": "qualifiedName", "type": "KEYWORD", "queryByDefault": true, "boost": 10.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/dataTypeKey.json", content: #"""
{
  "aspect": "dataTypeKey",
  "class": "com.linkedin.datatype.DataTypeKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/datahubIngestionCheckpoint.json", content: #"""
{
  "aspect": "datahubIngestionCheckpoint",
  "class": "com.linkedin.datajob.datahub.DatahubIngestionCheckpoint",
  "kind": "timeseries",
  "fields": {
    "timestampMillis": "long",
    "eventGranularity": "com.linkedin.timeseries.TimeWindowSize?",
    "partitionSpec": {
      "type": "com.linkedin.timeseries.PartitionSpec",
      "default": {"partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"}
    },
    "messageId": "string?",
    "pipelineName": "string",
    "platformInstanceId": "string",
    "config": "string",
    "state": "com.linkedin.datajob.datahub.IngestionCheckpointState",
    "runId": "string"
  },
  "types": {
    "com.linkedin.timeseries.TimeWindowSize": {"record": {"unit": "com.linkedin.timeseries.CalendarInterval", "multiple": {"type": "int", "default": 1}}},
    "com.linkedin.timeseries.CalendarInterval": {"enum": ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]},
    "com.linkedin.timeseries.PartitionSpec": {
      "record": {
        "partition": "string",
        "timePartition": "com.linkedin.timeseries.TimeWindow?",
        "type": {"type": "com.linkedin.timeseries.PartitionType", "default": "PARTITION"}
      }
    },
    "com.linkedin.timeseries.TimeWindow": {"record": {"startTimeMillis": "long", "length": "com.linkedin.timeseries.TimeWindowSize"}},
    "com.linkedin.timeseries.PartitionType": {"enum": ["FULL_TABLE", "QUERY", "PARTITION"]},
    "com.linkedin.datajob.datahub.IngestionCheckpointState": {"record": {"formatVersion": "string", "serde": "string", "payload": "bytes?"}}
  },
  "timeseries": {"fields": ["/partitionSpec/partition", "/pipelineName", "/platformInstanceId", "/runId"], "collections": {}}
}

"""#),
EmbeddedFile(path: "aspects/datahubIngestionRunSummary.json", content: #"""
{
  "aspect": "datahubIngestionRunSummary",
  "class": "com.linkedin.datajob.datahub.DatahubIngestionRunSummary",
  "kind": "timeseries",
  "fields": {
    "timestampMillis": "long",
    "eventGranularity": "com.linkedin.timeseries.TimeWindowSize?",
    "partitionSpec": {
      "type": "com.linkedin.timeseries.PartitionSpec",
      "default": {"partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"}
    },
    "messageId": "string?",
    "pipelineName": "string",
    "platformInstanceId": "string",
    "runId": "string",
    "runStatus": "com.linkedin.datajob.JobStatus",
    "numWorkUnitsCommitted": "long?",
    "numWorkUnitsCreated": "long?",
    "numEvents": "long?",
    "numEntities": "long?",
    "numAspects": "long?",
    "numSourceAPICalls": "long?",
    "totalLatencySourceAPICalls": "long?",
    "numSinkAPICalls": "long?",
    "totalLatencySinkAPICalls": "long?",
    "numWarnings": "long?",
    "numErrors": "long?",
    "numEntitiesSkipped": "long?",
    "config": "string?",
    "custom_summary": "string?",
    "softwareVersion": "string?",
    "systemHostName": "string?",
    "operatingSystemName": "string?",
    "numProcessors": "int?",
    "totalMemory": "long?",
    "availableMemory": "long?"
  },
  "types": {
    "com.linkedin.timeseries.TimeWindowSize": {"record": {"unit": "com.linkedin.timeseries.CalendarInterval", "multiple": {"type": "int", "default": 1}}},
    "com.linkedin.timeseries.CalendarInterval": {"enum": ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]},
    "com.linkedin.timeseries.PartitionSpec": {
      "record": {
        "partition": "string",
        "timePartition": "com.linkedin.timeseries.TimeWindow?",
        "type": {"type": "com.linkedin.timeseries.PartitionType", "default": "PARTITION"}
      }
    },
    "com.linkedin.timeseries.TimeWindow": {"record": {"startTimeMillis": "long", "length": "com.linkedin.timeseries.TimeWindowSize"}},
    "com.linkedin.timeseries.PartitionType": {"enum": ["FULL_TABLE", "QUERY", "PARTITION"]},
    "com.linkedin.datajob.JobStatus": {"enum": ["STARTING", "IN_PROGRESS", "STOPPING", "STOPPED", "COMPLETED", "FAILED", "UNKNOWN", "SKIPPED"]}
  },
  "timeseries": {
    "fields": [
      "/operatingSystemName", "/partitionSpec/partition", "/pipelineName", "/platformInstanceId", "/runId",
      "/runStatus", "/softwareVersion"
    ],
    "collections": {}
  }
}

"""#),
EmbeddedFile(path: "aspects/datasetDeprecation.json", content: #"""
{
  "aspect": "datasetDeprecation",
  "class": "com.linkedin.dataset.DatasetDeprecation",
  "kind": "versioned",
  "fields": {"deprecated": "boolean", "decommissionTime": "long?", "note": "string", "actor": "urn?"},
  "search": [{"path": "/deprecated", "field": "deprecated", "type": "BOOLEAN", "weights": {"true": 0.5}}]
}

"""#),
EmbeddedFile(path: "aspects/datasetKey.json", content: #"""
{
  "aspect": "datasetKey",
  "class": "com.linkedin.metadata.key.DatasetKey",
  "kind": "key",
  "fields": {"platform": "urn", "name": "string", "origin": "com.linkedin.common.FabricType"},
  "types": {
    "com.linkedin.common.FabricType": {
      "enum": [
        "DEV", "TEST", "QA", "UAT", "EI", "PRE", "STG", "NON_PROD", "PROD", "CORP", "RVW", "PRD", "TST", "SIT",
        "SBX", "SANDBOX", "CERT"
      ]
    }
  },
  "search": [
    {"path": "/name", "field": "id", "type": "WORD_GRAM", "autocomplete": true, "boost": 10.0},
    {
      "path": "/origin",
      "field": "origin",
      "type": "TEXT_PARTIAL",
      "queryByDefault": false,
      "filter": true,
      "filterName": "Environment"
    },
    {"path": "/platform", "field": "platform", "type": "URN", "autocomplete": true}
  ]
}

"""#),
EmbeddedFile(path: "aspects/datasetProfile.json", content: #"""
{
  "aspect": "datasetProfile",
  "class": "com.linkedin.dataset.DatasetProfile",
  "kind": "timeseries",
  "fields": {
    "timestampMillis": "long",
    "eventGranularity": "com.linkedin.timeseries.TimeWindowSize?",
    "partitionSpec": {
      "type": "com.linkedin.timeseries.PartitionSpec",
      "default": {"partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"}
    },
    "messageId": "string?",
    "rowCount": "long?",
    "columnCount": "long?",
    "fieldProfiles": {"array": "com.linkedin.dataset.DatasetFieldProfile", "optional": true},
    "sizeInBytes": "long?"
  },
  "types": {
    "com.linkedin.timeseries.TimeWindowSize": {"record": {"unit": "com.linkedin.timeseries.CalendarInterval", "multiple": {"type": "int", "default": 1}}},
    "com.linkedin.timeseries.CalendarInterval": {"enum": ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]},
    "com.linkedin.timeseries.PartitionSpec": {
      "record": {
        "partition": "string",
        "timePartition": "com.linkedin.timeseries.TimeWindow?",
        "type": {"type": "com.linkedin.timeseries.PartitionType", "default": "PARTITION"}
      }
    },
    "com.linkedin.timeseries.TimeWindow": {"record": {"startTimeMillis": "long", "length": "com.linkedin.timeseries.TimeWindowSize"}},
    "com.linkedin.timeseries.PartitionType": {"enum": ["FULL_TABLE", "QUERY", "PARTITION"]},
    "com.linkedin.dataset.DatasetFieldProfile": {
      "record": {
        "fieldPath": "string",
        "uniqueCount": "long?",
        "uniqueProportion": "float?",
        "nullCount": "long?",
        "nullProportion": "float?",
        "min": "string?",
        "max": "string?",
        "mean": "string?",
        "median": "string?",
        "stdev": "string?",
        "quantiles": {"array": "com.linkedin.dataset.Quantile", "optional": true},
        "distinctValueFrequencies": {"array": "com.linkedin.dataset.ValueFrequency", "optional": true},
        "histogram": "com.linkedin.dataset.Histogram?",
        "sampleValues": {"array": "string", "optional": true}
      }
    },
    "com.linkedin.dataset.Quantile": {"record": {"quantile": "string", "value": "string"}},
    "com.linkedin.dataset.ValueFrequency": {"record": {"value": "string", "frequency": "long"}},
    "com.linkedin.dataset.Histogram": {"record": {"boundaries": {"array": "string"}, "heights": {"array": "float"}}}
  },
  "search": [
    {"path": "/columnCount", "field": "columnCount", "type": "COUNT", "hasValues": "hasColumnCount"},
    {"path": "/rowCount", "field": "rowCount", "type": "COUNT", "hasValues": "hasRowCount"},
    {"path": "/sizeInBytes", "field": "sizeInBytes", "type": "COUNT", "hasValues": "hasSizeInBytes"}
  ],
  "timeseries": {"fields": ["/partitionSpec/partition"], "collections": {}}
}

"""#),
EmbeddedFile(path: "aspects/datasetProperties.json", content: #"""
{
  "aspect": "datasetProperties",
  "class": "com.linkedin.dataset.DatasetProperties",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "name": "string?",
    "qualifiedName": "string?",
    "description": "string?",
    "uri": "string?",
    "created": "com.linkedin.common.TimeStamp?",
    "lastModified": "com.linkedin.common.TimeStamp?",
    "tags": {"array": "string", "default": []}
  },
  "types": {"com.linkedin.common.TimeStamp": {"record": {"time": "long", "actor": "urn?"}}},
  "search": [
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {
      "path": "/description",
      "field": "description",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    },
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME"},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/qualifiedName", "field": "qualifiedName", "type": "WORD_GRAM", "autocomplete": true, "boost": 10.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/datasetUpstreamLineage.json", content: #"""
{
  "aspect": "datasetUpstreamLineage",
  "class": "com.linkedin.dataset.DatasetUpstreamLineage",
  "kind": "versioned",
  "fields": {"fieldMappings": {"array": "com.linkedin.dataset.DatasetFieldMapping"}},
  "types": {
    "com.linkedin.dataset.DatasetFieldMapping": {
      "record": {
        "created": "com.linkedin.common.AuditStamp",
        "transformation": {
          "union": {
            "com.linkedin.common.fieldtransformer.TransformationType": "com.linkedin.common.fieldtransformer.TransformationType",
            "com.linkedin.common.fieldtransformer.UDFTransformer": "com.linkedin.common.fieldtransformer.UDFTransformer"
          }
        },
        "sourceFields": {"array": {"union": {"string": "string"}}},
        "destinationField": "urn"
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.common.fieldtransformer.TransformationType": {"enum": ["BLACKBOX", "IDENTITY"]},
    "com.linkedin.common.fieldtransformer.UDFTransformer": {"record": {"udf": "string"}}
  }
}

"""#),
EmbeddedFile(path: "aspects/datasetUsageStatistics.json", content: #"""
{
  "aspect": "datasetUsageStatistics",
  "class": "com.linkedin.dataset.DatasetUsageStatistics",
  "kind": "timeseries",
  "fields": {
    "timestampMillis": "long",
    "eventGranularity": "com.linkedin.timeseries.TimeWindowSize?",
    "partitionSpec": {
      "type": "com.linkedin.timeseries.PartitionSpec",
      "default": {"partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"}
    },
    "messageId": "string?",
    "uniqueUserCount": "int?",
    "totalSqlQueries": "int?",
    "topSqlQueries": {"array": "string", "optional": true},
    "userCounts": {"array": "com.linkedin.dataset.DatasetUserUsageCounts", "optional": true},
    "fieldCounts": {"array": "com.linkedin.dataset.DatasetFieldUsageCounts", "optional": true}
  },
  "types": {
    "com.linkedin.timeseries.TimeWindowSize": {"record": {"unit": "com.linkedin.timeseries.CalendarInterval", "multiple": {"type": "int", "default": 1}}},
    "com.linkedin.timeseries.CalendarInterval": {"enum": ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]},
    "com.linkedin.timeseries.PartitionSpec": {
      "record": {
        "partition": "string",
        "timePartition": "com.linkedin.timeseries.TimeWindow?",
        "type": {"type": "com.linkedin.timeseries.PartitionType", "default": "PARTITION"}
      }
    },
    "com.linkedin.timeseries.TimeWindow": {"record": {"startTimeMillis": "long", "length": "com.linkedin.timeseries.TimeWindowSize"}},
    "com.linkedin.timeseries.PartitionType": {"enum": ["FULL_TABLE", "QUERY", "PARTITION"]},
    "com.linkedin.dataset.DatasetUserUsageCounts": {"record": {"user": "urn", "count": "int", "userEmail": "string?"}},
    "com.linkedin.dataset.DatasetFieldUsageCounts": {"record": {"fieldPath": "string", "count": "int"}}
  },
  "search": [
    {
      "path": "/totalSqlQueries",
      "field": "totalSqlQueries",
      "type": "COUNT",
      "hasValues": "hasTotalSqlQueriesCount"
    },
    {"path": "/uniqueUserCount", "field": "uniqueUserCount", "type": "COUNT", "hasValues": "hasUniqueUserCount"}
  ],
  "timeseries": {
    "fields": [
      "/fieldCounts/*/count", "/partitionSpec/partition", "/topSqlQueries", "/totalSqlQueries", "/uniqueUserCount",
      "/userCounts/*/count", "/userCounts/*/userEmail"
    ],
    "collections": {"/fieldCounts": "fieldPath", "/userCounts": "user"}
  }
}

"""#),
EmbeddedFile(path: "aspects/deprecation.json", content: #"""
{
  "aspect": "deprecation",
  "class": "com.linkedin.common.Deprecation",
  "kind": "versioned",
  "fields": {"deprecated": "boolean", "decommissionTime": "long?", "note": "string", "actor": "urn", "replacement": "urn?"},
  "search": [
    {
      "path": "/deprecated",
      "field": "deprecated",
      "type": "BOOLEAN",
      "filter": true,
      "filterName": "Deprecated",
      "weights": {"true": 0.5}
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/displayProperties.json", content: #"""
{
  "aspect": "displayProperties",
  "class": "com.linkedin.common.DisplayProperties",
  "kind": "versioned",
  "fields": {"colorHex": "string?", "icon": "com.linkedin.common.IconProperties?"},
  "types": {
    "com.linkedin.common.IconProperties": {"record": {"iconLibrary": "com.linkedin.common.IconLibrary", "name": "string", "style": "string"}},
    "com.linkedin.common.IconLibrary": {"enum": ["MATERIAL", "PHOSPHOR"]}
  }
}

"""#),
EmbeddedFile(path: "aspects/documentInfo.json", content: #"""
{
  "aspect": "documentInfo",
  "class": "com.linkedin.knowledge.DocumentInfo",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "title": "string?",
    "source": "com.linkedin.knowledge.DocumentSource?",
    "status": "com.linkedin.knowledge.DocumentStatus",
    "contents": "com.linkedin.knowledge.DocumentContents",
    "created": "com.linkedin.common.AuditStamp",
    "lastModified": "com.linkedin.common.AuditStamp",
    "relatedAssets": {"array": "com.linkedin.knowledge.RelatedAsset", "optional": true},
    "relatedDocuments": {"array": "com.linkedin.knowledge.RelatedDocument", "optional": true},
    "parentDocument": "com.linkedin.knowledge.ParentDocument?"
  },
  "types": {
    "com.linkedin.knowledge.DocumentSource": {
      "record": {"sourceType": "com.linkedin.knowledge.DocumentSourceType", "externalUrl": "string?", "externalId": "string?"}
    },
    "com.linkedin.knowledge.DocumentSourceType": {"enum": ["NATIVE", "EXTERNAL"]},
    "com.linkedin.knowledge.DocumentStatus": {"record": {"state": "com.linkedin.knowledge.DocumentState"}},
    "com.linkedin.knowledge.DocumentState": {"enum": ["PUBLISHED", "UNPUBLISHED"]},
    "com.linkedin.knowledge.DocumentContents": {"record": {"text": "string"}},
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.knowledge.RelatedAsset": {
      "record": {
        "asset": {
          "urn": [
            "container", "dataset", "dataJob", "dataFlow", "dashboard", "chart", "application", "mlModel",
            "mlModelGroup", "mlPrimaryKey", "mlFeature", "mlFeatureTable", "dataProduct", "domain", "glossaryTerm",
            "glossaryNode", "tag", "structuredProperty"
          ]
        }
      }
    },
    "com.linkedin.knowledge.RelatedDocument": {"record": {"document": {"urn": ["document"]}}},
    "com.linkedin.knowledge.ParentDocument": {"record": {"document": {"urn": ["document"]}}}
  },
  "relationships": [
    {"path": "/parentDocument/document", "name": "IsChildOf", "to": ["document"]},
    {
      "path": "/relatedAssets/*/asset",
      "name": "RelatedAsset",
      "to": [
        "container", "dataset", "dataJob", "dataFlow", "dashboard", "chart", "application", "mlModel",
        "mlModelGroup", "mlPrimaryKey", "mlFeature", "mlFeatureTable", "dataProduct", "domain", "glossaryTerm",
        "glossaryNode", "tag", "structuredProperty"
      ]
    },
    {"path": "/relatedDocuments/*/document", "name": "RelatedDocument", "to": ["document"]}
  ],
  "search": [
    {"path": "/contents/text", "field": "text", "type": "TEXT"},
    {"path": "/created/actor", "field": "creator", "type": "URN", "queryByDefault": false},
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME", "queryByDefault": false},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/lastModified/actor", "field": "lastModifiedBy", "type": "URN", "queryByDefault": false},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME", "queryByDefault": false},
    {"path": "/parentDocument/document", "field": "parentDocument", "type": "URN", "queryByDefault": false},
    {"path": "/relatedAssets/*/asset", "field": "relatedAssets", "type": "URN", "queryByDefault": false},
    {"path": "/relatedDocuments/*/document", "field": "relatedDocuments", "type": "URN", "queryByDefault": false},
    {"path": "/source/externalId", "field": "externalId", "type": "KEYWORD", "queryByDefault": false},
    {"path": "/source/externalUrl", "field": "externalUrl", "type": "KEYWORD", "queryByDefault": false},
    {"path": "/source/sourceType", "field": "sourceType", "type": "KEYWORD", "queryByDefault": false},
    {"path": "/status/state", "field": "state", "type": "KEYWORD", "queryByDefault": false},
    {
      "path": "/title",
      "field": "title",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/documentKey.json", content: #"""
{
  "aspect": "documentKey",
  "class": "com.linkedin.metadata.key.DocumentKey",
  "kind": "key",
  "fields": {"id": "string"},
  "search": [{"path": "/id", "field": "id", "type": "TEXT"}]
}

"""#),
EmbeddedFile(path: "aspects/documentSettings.json", content: #"""
{
  "aspect": "documentSettings",
  "class": "com.linkedin.knowledge.DocumentSettings",
  "kind": "versioned",
  "fields": {"showInGlobalContext": {"type": "boolean", "default": true}, "lastModified": "com.linkedin.common.AuditStamp?"},
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/lastModified/time", "field": "lastModifiedSettings", "type": "DATETIME"},
    {"path": "/showInGlobalContext", "field": "showInGlobalContext", "type": "BOOLEAN", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/documentUsageStatistics.json", content: #"""
{
  "aspect": "documentUsageStatistics",
  "class": "com.linkedin.knowledge.DocumentUsageStatistics",
  "kind": "timeseries",
  "fields": {
    "timestampMillis": "long",
    "eventGranularity": "com.linkedin.timeseries.TimeWindowSize?",
    "partitionSpec": {
      "type": "com.linkedin.timeseries.PartitionSpec",
      "default": {"partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"}
    },
    "messageId": "string?",
    "viewsCount": "int?",
    "agentViewsCount": "int?",
    "uniqueUserCount": "int?",
    "lastViewedAt": "long?",
    "userCounts": {"array": "com.linkedin.dataset.DatasetUserUsageCounts", "optional": true}
  },
  "types": {
    "com.linkedin.timeseries.TimeWindowSize": {"record": {"unit": "com.linkedin.timeseries.CalendarInterval", "multiple": {"type": "int", "default": 1}}},
    "com.linkedin.timeseries.CalendarInterval": {"enum": ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]},
    "com.linkedin.timeseries.PartitionSpec": {
      "record": {
        "partition": "string",
        "timePartition": "com.linkedin.timeseries.TimeWindow?",
        "type": {"type": "com.linkedin.timeseries.PartitionType", "default": "PARTITION"}
      }
    },
    "com.linkedin.timeseries.TimeWindow": {"record": {"startTimeMillis": "long", "length": "com.linkedin.timeseries.TimeWindowSize"}},
    "com.linkedin.timeseries.PartitionType": {"enum": ["FULL_TABLE", "QUERY", "PARTITION"]},
    "com.linkedin.dataset.DatasetUserUsageCounts": {"record": {"user": "urn", "count": "int", "userEmail": "string?"}}
  },
  "timeseries": {
    "fields": [
      "/agentViewsCount", "/lastViewedAt", "/partitionSpec/partition", "/uniqueUserCount", "/userCounts/*/count",
      "/userCounts/*/userEmail", "/viewsCount"
    ],
    "collections": {"/userCounts": "user"}
  }
}

"""#),
EmbeddedFile(path: "aspects/documentation.json", content: #"""
{
  "aspect": "documentation",
  "class": "com.linkedin.common.Documentation",
  "kind": "versioned",
  "fields": {"documentations": {"array": "com.linkedin.common.DocumentationAssociation"}},
  "types": {
    "com.linkedin.common.DocumentationAssociation": {"record": {"documentation": "string", "attribution": "com.linkedin.common.MetadataAttribution?"}},
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}}
  },
  "search": [
    {
      "path": "/documentations/*/attribution/actor",
      "field": "documentationAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/documentations/*/attribution/source",
      "field": "documentationAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/documentations/*/attribution/time",
      "field": "documentationAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/domainKey.json", content: #"""
{
  "aspect": "domainKey",
  "class": "com.linkedin.metadata.key.DomainKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/domainProperties.json", content: #"""
{
  "aspect": "domainProperties",
  "class": "com.linkedin.domain.DomainProperties",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "name": "string",
    "description": "string?",
    "created": "com.linkedin.common.AuditStamp?",
    "parentDomain": {"urn": ["domain"], "optional": true}
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [{"path": "/parentDomain", "name": "IsPartOf", "to": ["domain"]}],
  "search": [
    {"path": "/created/time", "field": "createdTime", "type": "DATETIME"},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/parentDomain", "field": "parentDomain", "type": "URN", "hasValues": "hasParentDomain"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/domains.json", content: #"""
{
  "aspect": "domains",
  "class": "com.linkedin.domain.Domains",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "domains": {"array": "urn"},
    "domainAssociations": {"array": "com.linkedin.domain.DomainAssociation", "optional": true}
  },
  "types": {
    "com.linkedin.domain.DomainAssociation": {"record": {"domain": "urn", "context": "string?", "attribution": "com.linkedin.common.MetadataAttribution?"}},
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}}
  },
  "relationships": [{"path": "/domains/*", "name": "AssociatedWith", "to": ["domain"]}],
  "search": [
    {
      "path": "/domainAssociations/*/attribution/actor",
      "field": "domainAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/domainAssociations/*/attribution/source",
      "field": "domainAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/domainAssociations/*/attribution/time",
      "field": "domainAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/domains/*",
      "field": "domains",
      "type": "URN",
      "filter": true,
      "filterName": "Domain",
      "hasValues": "hasDomain"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/dynamicFormAssignment.json", content: #"""
{
  "aspect": "dynamicFormAssignment",
  "class": "com.linkedin.form.DynamicFormAssignment",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {"filter": "com.linkedin.metadata.query.filter.Filter"},
  "types": {
    "com.linkedin.metadata.query.filter.Filter": {
      "record": {
        "or": {"array": "com.linkedin.metadata.query.filter.ConjunctiveCriterion", "optional": true},
        "criteria": {"array": "com.linkedin.metadata.query.filter.Criterion", "optional": true}
      }
    },
    "com.linkedin.metadata.query.filter.ConjunctiveCriterion": {"record": {"and": {"array": "com.linkedin.metadata.query.filter.Criterion"}}},
    "com.linkedin.metadata.query.filter.Criterion": {
      "record": {
        "field": "string",
        "values": {"array": "string", "default": []},
        "condition": {"type": "com.linkedin.metadata.query.filter.Condition", "default": "EQUAL"},
        "negated": {"type": "boolean", "default": false}
      }
    },
    "com.linkedin.metadata.query.filter.Condition": {
      "enum": [
        "CONTAIN", "END_WITH", "EQUAL", "IEQUAL", "IS_NULL", "EXISTS", "GREATER_THAN", "GREATER_THAN_OR_EQUAL_TO",
        "IN", "LESS_THAN", "LESS_THAN_OR_EQUAL_TO", "START_WITH", "DESCENDANTS_INCL", "ANCESTORS_INCL",
        "RELATED_INCL"
      ]
    }
  }
}

"""#),
EmbeddedFile(path: "aspects/editableChartProperties.json", content: #"""
{
  "aspect": "editableChartProperties",
  "class": "com.linkedin.chart.EditableChartProperties",
  "kind": "versioned",
  "fields": {
    "created": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "deleted": "com.linkedin.common.AuditStamp?",
    "description": "string?"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {
      "path": "/description",
      "field": "editedDescription",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/editableContainerProperties.json", content: #"""
{
  "aspect": "editableContainerProperties",
  "class": "com.linkedin.container.EditableContainerProperties",
  "kind": "versioned",
  "fields": {"description": "string?"},
  "search": [{"path": "/description", "field": "editedDescription", "type": "TEXT", "hasValues": "hasDescription"}]
}

"""#),
EmbeddedFile(path: "aspects/editableDashboardProperties.json", content: #"""
{
  "aspect": "editableDashboardProperties",
  "class": "com.linkedin.dashboard.EditableDashboardProperties",
  "kind": "versioned",
  "fields": {
    "created": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "deleted": "com.linkedin.common.AuditStamp?",
    "description": "string?"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {
      "path": "/description",
      "field": "editedDescription",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/editableDataFlowProperties.json", content: #"""
{
  "aspect": "editableDataFlowProperties",
  "class": "com.linkedin.datajob.EditableDataFlowProperties",
  "kind": "versioned",
  "fields": {
    "created": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "deleted": "com.linkedin.common.AuditStamp?",
    "description": "string?"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {
      "path": "/description",
      "field": "editedDescription",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/editableDataJobProperties.json", content: #"""
{
  "aspect": "editableDataJobProperties",
  "class": "com.linkedin.datajob.EditableDataJobProperties",
  "kind": "versioned",
  "fields": {
    "created": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "deleted": "com.linkedin.common.AuditStamp?",
    "description": "string?"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {
      "path": "/description",
      "field": "editedDescription",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/editableDatasetProperties.json", content: #"""
{
  "aspect": "editableDatasetProperties",
  "class": "com.linkedin.dataset.EditableDatasetProperties",
  "kind": "versioned",
  "fields": {
    "created": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "deleted": "com.linkedin.common.AuditStamp?",
    "description": "string?",
    "name": "string?"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {
      "path": "/description",
      "field": "editedDescription",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    },
    {"path": "/name", "field": "editedName", "type": "TEXT_PARTIAL", "boost": 10.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/editableERModelRelationshipProperties.json", content: #"""
{
  "aspect": "editableERModelRelationshipProperties",
  "class": "com.linkedin.ermodelrelation.EditableERModelRelationshipProperties",
  "kind": "versioned",
  "fields": {
    "created": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "deleted": "com.linkedin.common.AuditStamp?",
    "description": "string?",
    "name": "string?"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/description", "field": "editedDescription", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/name", "field": "editedName", "type": "TEXT_PARTIAL", "boost": 10.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/editableMlFeatureProperties.json", content: #"""
{
  "aspect": "editableMlFeatureProperties",
  "class": "com.linkedin.ml.metadata.EditableMLFeatureProperties",
  "kind": "versioned",
  "fields": {"description": "string?"},
  "search": [{"path": "/description", "field": "editedDescription", "type": "TEXT", "hasValues": "hasDescription"}]
}

"""#),
EmbeddedFile(path: "aspects/editableMlFeatureTableProperties.json", content: #"""
{
  "aspect": "editableMlFeatureTableProperties",
  "class": "com.linkedin.ml.metadata.EditableMLFeatureTableProperties",
  "kind": "versioned",
  "fields": {"description": "string?"},
  "search": [{"path": "/description", "field": "editedDescription", "type": "TEXT", "hasValues": "hasDescription"}]
}

"""#),
EmbeddedFile(path: "aspects/editableMlModelGroupProperties.json", content: #"""
{
  "aspect": "editableMlModelGroupProperties",
  "class": "com.linkedin.ml.metadata.EditableMLModelGroupProperties",
  "kind": "versioned",
  "fields": {"description": "string?"},
  "search": [{"path": "/description", "field": "editedDescription", "type": "TEXT", "hasValues": "hasDescription"}]
}

"""#),
EmbeddedFile(path: "aspects/editableMlModelProperties.json", content: #"""
{
  "aspect": "editableMlModelProperties",
  "class": "com.linkedin.ml.metadata.EditableMLModelProperties",
  "kind": "versioned",
  "fields": {"description": "string?"},
  "search": [{"path": "/description", "field": "editedDescription", "type": "TEXT", "hasValues": "hasDescription"}]
}

"""#),
EmbeddedFile(path: "aspects/editableMlPrimaryKeyProperties.json", content: #"""
{
  "aspect": "editableMlPrimaryKeyProperties",
  "class": "com.linkedin.ml.metadata.EditableMLPrimaryKeyProperties",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {"description": "string?"},
  "search": [{"path": "/description", "field": "editedDescription", "type": "TEXT", "hasValues": "hasDescription"}]
}

"""#),
EmbeddedFile(path: "aspects/editableNotebookProperties.json", content: #"""
{
  "aspect": "editableNotebookProperties",
  "class": "com.linkedin.notebook.EditableNotebookProperties",
  "kind": "versioned",
  "fields": {
    "created": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "deleted": "com.linkedin.common.AuditStamp?",
    "description": "string?"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {
      "path": "/description",
      "field": "editedDescription",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/editableSchemaMetadata.json", content: #"""
{
  "aspect": "editableSchemaMetadata",
  "class": "com.linkedin.schema.EditableSchemaMetadata",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "created": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "deleted": "com.linkedin.common.AuditStamp?",
    "editableSchemaFieldInfo": {"array": "com.linkedin.schema.EditableSchemaFieldInfo"}
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.schema.EditableSchemaFieldInfo": {
      "record": {
        "fieldPath": "string",
        "description": "string?",
        "globalTags": "com.linkedin.common.GlobalTags?",
        "glossaryTerms": "com.linkedin.common.GlossaryTerms?"
      }
    },
    "com.linkedin.common.GlobalTags": {"record": {"tags": {"array": "com.linkedin.common.TagAssociation"}}},
    "com.linkedin.common.TagAssociation": {
      "record": {"tag": {"urn": ["tag"]}, "context": "string?", "attribution": "com.linkedin.common.MetadataAttribution?"}
    },
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}},
    "com.linkedin.common.GlossaryTerms": {
      "record": {
        "terms": {"array": "com.linkedin.common.GlossaryTermAssociation"},
        "auditStamp": "com.linkedin.common.AuditStamp"
      }
    },
    "com.linkedin.common.GlossaryTermAssociation": {
      "record": {
        "urn": {"urn": ["glossaryTerm"]},
        "actor": "urn?",
        "context": "string?",
        "attribution": "com.linkedin.common.MetadataAttribution?"
      }
    }
  },
  "relationships": [
    {
      "path": "/editableSchemaFieldInfo/*/globalTags/tags/*/tag",
      "name": "EditableSchemaFieldTaggedWith",
      "to": ["tag"]
    },
    {
      "path": "/editableSchemaFieldInfo/*/glossaryTerms/terms/*/urn",
      "name": "EditableSchemaFieldWithGlossaryTerm",
      "to": ["glossaryTerm"]
    }
  ],
  "search": [
    {"path": "/editableSchemaFieldInfo/*/description", "field": "editableSchemaFieldInfo", "type": "TEXT"},
    {
      "path": "/editableSchemaFieldInfo/*/globalTags/tags/*/attribution/actor",
      "field": "editedFieldTagAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/editableSchemaFieldInfo/*/globalTags/tags/*/attribution/source",
      "field": "editedFieldTagAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/editableSchemaFieldInfo/*/globalTags/tags/*/attribution/time",
      "field": "editedFieldTagAttributionDates",
      "type": "DATETIME"
    },
    {"path": "/editableSchemaFieldInfo/*/globalTags/tags/*/tag", "field": "editableSchemaFieldInfo", "type": "TEXT"},
    {
      "path": "/editableSchemaFieldInfo/*/glossaryTerms/terms/*/attribution/actor",
      "field": "editedFieldTermAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/editableSchemaFieldInfo/*/glossaryTerms/terms/*/attribution/source",
      "field": "editedFieldTermAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/editableSchemaFieldInfo/*/glossaryTerms/terms/*/attribution/time",
      "field": "editedFieldTermAttributionDates",
      "type": "DATETIME"
    },
    {
      "path": "/editableSchemaFieldInfo/*/glossaryTerms/terms/*/urn",
      "field": "editableSchemaFieldInfo",
      "type": "TEXT"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/embed.json", content: #"""
{
  "aspect": "embed",
  "class": "com.linkedin.common.Embed",
  "kind": "versioned",
  "fields": {"renderUrl": "string?"}
}

"""#),
EmbeddedFile(path: "aspects/entityTypeInfo.json", content: #"""
{
  "aspect": "entityTypeInfo",
  "class": "com.linkedin.entitytype.EntityTypeInfo",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {"qualifiedName": "string", "displayName": "string?", "description": "string?"},
  "search": [
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/displayName", "field": "displayName", "type": "WORD_GRAM", "boost": 10.0},
    {"path": "/qualifiedName", "field": "qualifiedName", "type": "KEYWORD", "queryByDefault": true, "boost": 10.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/entityTypeKey.json", content: #"""
{
  "aspect": "entityTypeKey",
  "class": "com.linkedin.entitytype.EntityTypeKey",
  "kind": "key",
  "fields": {"id": "string"},
  "search": [{"path": "/id", "field": "id", "type": "TEXT"}]
}

"""#),
EmbeddedFile(path: "aspects/erModelRelationshipKey.json", content: #"""
{
  "aspect": "erModelRelationshipKey",
  "class": "com.linkedin.metadata.key.ERModelRelationshipKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/erModelRelationshipProperties.json", content: #"""
{
  "aspect": "erModelRelationshipProperties",
  "class": "com.linkedin.ermodelrelation.ERModelRelationshipProperties",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "name": "string",
    "source": {"urn": ["dataset"]},
    "destination": {"urn": ["dataset"]},
    "relationshipFieldMappings": {"array": "com.linkedin.ermodelrelation.RelationshipFieldMapping"},
    "created": "com.linkedin.common.AuditStamp?",
    "lastModified": "com.linkedin.common.AuditStamp?",
    "cardinality": {"type": "com.linkedin.ermodelrelation.ERModelRelationshipCardinality", "default": "N_N"}
  },
  "types": {
    "com.linkedin.ermodelrelation.RelationshipFieldMapping": {"record": {"sourceField": "string", "destinationField": "string"}},
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.ermodelrelation.ERModelRelationshipCardinality": {"enum": ["ONE_ONE", "ONE_N", "N_ONE", "N_N"]}
  },
  "relationships": [
    {"path": "/destination", "name": "ermodelrelationB", "to": ["dataset"]},
    {"path": "/source", "name": "ermodelrelationA", "to": ["dataset"]}
  ],
  "search": [
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/destination", "field": "destination", "type": "TEXT_PARTIAL", "autocomplete": true, "boost": 10.0},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME"},
    {"path": "/name", "field": "name", "type": "TEXT_PARTIAL", "autocomplete": true, "boost": 10.0},
    {"path": "/source", "field": "source", "type": "TEXT_PARTIAL", "autocomplete": true, "boost": 10.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/formInfo.json", content: #"""
{
  "aspect": "formInfo",
  "class": "com.linkedin.form.FormInfo",
  "kind": "versioned",
  "schemaVersion": 3,
  "fields": {
    "name": "string",
    "description": "string?",
    "type": {"type": "com.linkedin.form.FormType", "default": "COMPLETION"},
    "prompts": {"array": "com.linkedin.form.FormPrompt", "default": []},
    "actors": {"type": "com.linkedin.form.FormActorAssignment", "default": {"owners": true}}
  },
  "types": {
    "com.linkedin.form.FormType": {"enum": ["COMPLETION", "VERIFICATION"]},
    "com.linkedin.form.FormPrompt": {
      "record": {
        "id": "string",
        "title": "string",
        "description": "string?",
        "type": "com.linkedin.form.FormPromptType",
        "structuredPropertyParams": "com.linkedin.form.StructuredPropertyParams?",
        "required": {"type": "boolean", "default": false}
      }
    },
    "com.linkedin.form.FormPromptType": {"enum": ["STRUCTURED_PROPERTY", "FIELDS_STRUCTURED_PROPERTY"]},
    "com.linkedin.form.StructuredPropertyParams": {"record": {"urn": "urn"}},
    "com.linkedin.form.FormActorAssignment": {
      "record": {
        "owners": {"type": "boolean", "default": true},
        "ownershipTypes": {"array": "urn", "optional": true},
        "groups": {"array": "urn", "optional": true},
        "users": {"array": "urn", "optional": true}
      }
    }
  },
  "relationships": [{"path": "/actors/ownershipTypes/*", "name": "FormAssignedToOwnershipType", "to": ["ownershipType"]}],
  "search": [
    {"path": "/actors/groups/*", "field": "assignedGroups", "type": "URN"},
    {"path": "/actors/owners", "field": "isOwnershipForm", "type": "BOOLEAN"},
    {"path": "/actors/ownershipTypes/*", "field": "assignedOwnershipTypes", "type": "URN"},
    {"path": "/actors/users/*", "field": "assignedUsers", "type": "URN"},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/name", "field": "name", "type": "TEXT_PARTIAL", "boost": 10.0},
    {"path": "/prompts/*/id", "field": "promptId", "type": "KEYWORD", "queryByDefault": false},
    {"path": "/prompts/*/structuredPropertyParams/urn", "field": "structuredPropertyPromptUrns", "type": "URN"},
    {"path": "/type", "field": "type", "type": "KEYWORD"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/formKey.json", content: #"""
{
  "aspect": "formKey",
  "class": "com.linkedin.metadata.key.FormKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/forms.json", content: #"""
{
  "aspect": "forms",
  "class": "com.linkedin.common.Forms",
  "kind": "versioned",
  "fields": {
    "incompleteForms": {"array": "com.linkedin.common.FormAssociation"},
    "completedForms": {"array": "com.linkedin.common.FormAssociation"},
    "verifications": {"array": "com.linkedin.common.FormVerificationAssociation", "default": []}
  },
  "types": {
    "com.linkedin.common.FormAssociation": {
      "record": {
        "urn": "urn",
        "incompletePrompts": {"array": "com.linkedin.common.FormPromptAssociation", "default": []},
        "completedPrompts": {"array": "com.linkedin.common.FormPromptAssociation", "default": []}
      }
    },
    "com.linkedin.common.FormPromptAssociation": {
      "record": {
        "id": "string",
        "lastModified": "com.linkedin.common.AuditStamp",
        "fieldAssociations": "com.linkedin.common.FormPromptFieldAssociations?"
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.common.FormPromptFieldAssociations": {
      "record": {
        "completedFieldPrompts": {"array": "com.linkedin.common.FieldFormPromptAssociation", "optional": true},
        "incompleteFieldPrompts": {"array": "com.linkedin.common.FieldFormPromptAssociation", "optional": true}
      }
    },
    "com.linkedin.common.FieldFormPromptAssociation": {"record": {"fieldPath": "string", "lastModified": "com.linkedin.common.AuditStamp"}},
    "com.linkedin.common.FormVerificationAssociation": {"record": {"form": "urn", "lastModified": "com.linkedin.common.AuditStamp?"}}
  },
  "search": [
    {
      "path": "/completedForms/*/completedPrompts/*/id",
      "field": "completedFormsCompletedPromptIds",
      "type": "KEYWORD",
      "queryByDefault": false
    },
    {
      "path": "/completedForms/*/completedPrompts/*/lastModified/time",
      "field": "completedFormsCompletedPromptResponseTimes",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/completedForms/*/incompletePrompts/*/id",
      "field": "completedFormsIncompletePromptIds",
      "type": "KEYWORD",
      "queryByDefault": false
    },
    {"path": "/completedForms/*/urn", "field": "completedForms", "type": "URN", "queryByDefault": false},
    {
      "path": "/incompleteForms/*/completedPrompts/*/id",
      "field": "incompleteFormsCompletedPromptIds",
      "type": "KEYWORD",
      "queryByDefault": false
    },
    {
      "path": "/incompleteForms/*/completedPrompts/*/lastModified/time",
      "field": "incompleteFormsCompletedPromptResponseTimes",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/incompleteForms/*/incompletePrompts/*/id",
      "field": "incompleteFormsIncompletePromptIds",
      "type": "KEYWORD",
      "queryByDefault": false
    },
    {"path": "/incompleteForms/*/urn", "field": "incompleteForms", "type": "URN", "queryByDefault": false},
    {"path": "/verifications/*/form", "field": "verifiedForms", "type": "URN", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/globalSettingsInfo.json", content: #"""
{
  "aspect": "globalSettingsInfo",
  "class": "com.linkedin.settings.global.GlobalSettingsInfo",
  "kind": "versioned",
  "fields": {
    "sso": "com.linkedin.settings.global.SsoSettings?",
    "oauth": "com.linkedin.settings.global.OAuthSettings?",
    "views": "com.linkedin.settings.global.GlobalViewsSettings?",
    "docPropagation": {
      "type": "com.linkedin.settings.global.DocPropagationFeatureSettings",
      "default": {"enabled": true, "columnPropagationEnabled": true}
    },
    "homePage": "com.linkedin.settings.global.GlobalHomePageSettings?",
    "applications": "com.linkedin.settings.global.ApplicationsSettings?"
  },
  "types": {
    "com.linkedin.settings.global.SsoSettings": {"record": {"baseUrl": "string", "oidcSettings": "com.linkedin.settings.global.OidcSettings?"}},
    "com.linkedin.settings.global.OidcSettings": {
      "record": {
        "enabled": "boolean",
        "clientId": "string",
        "clientSecret": "string",
        "discoveryUri": "string",
        "userNameClaim": "string?",
        "userNameClaimRegex": "string?",
        "scope": "string?",
        "clientAuthenticationMethod": "string?",
        "jitProvisioningEnabled": "boolean?",
        "preProvisioningRequired": "boolean?",
        "extractGroupsEnabled": "boolean?",
        "groupsClaim": "string?",
        "responseType": "string?",
        "responseMode": "string?",
        "useNonce": "boolean?",
        "readTimeout": "long?",
        "extractJwtAccessTokenClaims": "boolean?",
        "preferredJwsAlgorithm": "string?",
        "preferredJwsAlgorithm2": "string?",
        "requiredGroups": {"array": "string", "optional": true},
        "accessDeniedMessage": "string?",
        "accessDeniedRedirectUrl": "string?"
      }
    },
    "com.linkedin.settings.global.OAuthSettings": {"record": {"providers": {"array": "com.linkedin.settings.global.OAuthProvider"}}},
    "com.linkedin.settings.global.OAuthProvider": {
      "record": {
        "enabled": "boolean",
        "name": "string",
        "jwksUri": "string?",
        "issuer": "string",
        "audience": "string",
        "algorithm": {"type": "string", "default": "RS256"},
        "userIdClaim": {"type": "string", "default": "sub"}
      }
    },
    "com.linkedin.settings.global.GlobalViewsSettings": {"record": {"defaultView": {"urn": ["dataHubView"], "optional": true}}},
    "com.linkedin.settings.global.DocPropagationFeatureSettings": {
      "record": {
        "enabled": "boolean",
        "config": "string?",
        "configVersion": "string?",
        "columnPropagationEnabled": {"type": "boolean", "default": true}
      }
    },
    "com.linkedin.settings.global.GlobalHomePageSettings": {"record": {"defaultTemplate": "urn"}},
    "com.linkedin.settings.global.ApplicationsSettings": {"record": {"enabled": "boolean", "config": "string?", "configVersion": "string?"}}
  },
  "relationships": [{"path": "/views/defaultView", "name": "viewedWith", "to": ["dataHubView"]}]
}

"""#),
EmbeddedFile(path: "aspects/globalSettingsKey.json", content: #"""
{
  "aspect": "globalSettingsKey",
  "class": "com.linkedin.metadata.key.GlobalSettingsKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/globalTags.json", content: #"""
{
  "aspect": "globalTags",
  "class": "com.linkedin.common.GlobalTags",
  "kind": "versioned",
  "fields": {"tags": {"array": "com.linkedin.common.TagAssociation"}},
  "types": {
    "com.linkedin.common.TagAssociation": {
      "record": {"tag": {"urn": ["tag"]}, "context": "string?", "attribution": "com.linkedin.common.MetadataAttribution?"}
    },
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}}
  },
  "relationships": [{"path": "/tags/*/tag", "name": "TaggedWith", "to": ["tag"]}],
  "search": [
    {"path": "/tags/*/attribution/actor", "field": "tagAttributionActors", "type": "URN", "queryByDefault": false},
    {"path": "/tags/*/attribution/source", "field": "tagAttributionSources", "type": "URN", "queryByDefault": false},
    {
      "path": "/tags/*/attribution/time",
      "field": "tagAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/tags/*/tag",
      "field": "tags",
      "type": "URN",
      "queryByDefault": true,
      "boost": 0.5,
      "filter": true,
      "filterName": "Tagged With",
      "hasValues": "hasTags"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/glossaryNodeInfo.json", content: #"""
{
  "aspect": "glossaryNodeInfo",
  "class": "com.linkedin.glossary.GlossaryNodeInfo",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "definition": "string",
    "parentNode": {"urn": ["glossaryNode"], "optional": true},
    "name": "string?",
    "id": "string?"
  },
  "relationships": [{"path": "/parentNode", "name": "IsPartOf", "to": ["glossaryNode"]}],
  "search": [
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/definition", "field": "definition", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/id", "field": "id", "type": "TEXT_PARTIAL"},
    {
      "path": "/name",
      "field": "displayName",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/parentNode", "field": "parentNode", "type": "URN", "hasValues": "hasParentNode"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/glossaryNodeKey.json", content: #"""
{
  "aspect": "glossaryNodeKey",
  "class": "com.linkedin.metadata.key.GlossaryNodeKey",
  "kind": "key",
  "fields": {"name": "string"},
  "search": [{"path": "/name", "field": "name", "type": "WORD_GRAM", "autocomplete": true}]
}

"""#),
EmbeddedFile(path: "aspects/glossaryRelatedTerms.json", content: #"""
{
  "aspect": "glossaryRelatedTerms",
  "class": "com.linkedin.glossary.GlossaryRelatedTerms",
  "kind": "versioned",
  "fields": {
    "isRelatedTerms": {"array": {"urn": ["glossaryTerm"]}, "optional": true},
    "hasRelatedTerms": {"array": {"urn": ["glossaryTerm"]}, "optional": true},
    "values": {"array": {"urn": ["glossaryTerm"]}, "optional": true},
    "relatedTerms": {"array": {"urn": ["glossaryTerm"]}, "optional": true}
  },
  "relationships": [
    {"path": "/hasRelatedTerms/*", "name": "HasA", "to": ["glossaryTerm"]},
    {"path": "/isRelatedTerms/*", "name": "IsA", "to": ["glossaryTerm"]},
    {"path": "/relatedTerms/*", "name": "IsRelatedTo", "to": ["glossaryTerm"]},
    {"path": "/values/*", "name": "HasValue", "to": ["glossaryTerm"]}
  ],
  "search": [
    {"path": "/hasRelatedTerms/*", "field": "hasRelatedTerms", "type": "URN", "queryByDefault": false},
    {"path": "/isRelatedTerms/*", "field": "isRelatedTerms", "type": "URN", "queryByDefault": false},
    {"path": "/relatedTerms/*", "field": "relatedTerms", "type": "URN"},
    {"path": "/values/*", "field": "values", "type": "URN"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/glossaryTermInfo.json", content: #"""
{
  "aspect": "glossaryTermInfo",
  "class": "com.linkedin.glossary.GlossaryTermInfo",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "id": "string?",
    "name": "string?",
    "definition": "string",
    "parentNode": {"urn": ["glossaryNode"], "optional": true},
    "termSource": "string",
    "sourceRef": "string?",
    "sourceUrl": "string?",
    "rawSchema": "string?"
  },
  "relationships": [{"path": "/parentNode", "name": "IsPartOf", "to": ["glossaryNode"]}],
  "search": [
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/definition", "field": "definition", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/id", "field": "id", "type": "TEXT_PARTIAL"},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/parentNode", "field": "parentNode", "type": "URN", "hasValues": "hasParentNode"},
    {"path": "/sourceRef", "field": "sourceRef", "type": "KEYWORD"},
    {"path": "/termSource", "field": "termSource", "type": "KEYWORD"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/glossaryTermKey.json", content: #"""
{
  "aspect": "glossaryTermKey",
  "class": "com.linkedin.metadata.key.GlossaryTermKey",
  "kind": "key",
  "fields": {"name": "string"},
  "search": [{"path": "/name", "field": "id", "type": "WORD_GRAM", "autocomplete": true}]
}

"""#),
EmbeddedFile(path: "aspects/glossaryTerms.json", content: #"""
{
  "aspect": "glossaryTerms",
  "class": "com.linkedin.common.GlossaryTerms",
  "kind": "versioned",
  "fields": {
    "terms": {"array": "com.linkedin.common.GlossaryTermAssociation"},
    "auditStamp": "com.linkedin.common.AuditStamp"
  },
  "types": {
    "com.linkedin.common.GlossaryTermAssociation": {
      "record": {
        "urn": {"urn": ["glossaryTerm"]},
        "actor": "urn?",
        "context": "string?",
        "attribution": "com.linkedin.common.MetadataAttribution?"
      }
    },
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}},
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [{"path": "/terms/*/urn", "name": "TermedWith", "to": ["glossaryTerm"]}],
  "search": [
    {"path": "/terms/*/attribution/actor", "field": "termAttributionActors", "type": "URN", "queryByDefault": false},
    {
      "path": "/terms/*/attribution/source",
      "field": "termAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/terms/*/attribution/time",
      "field": "termAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/terms/*/urn",
      "field": "glossaryTerms",
      "type": "URN",
      "boost": 0.5,
      "filter": true,
      "filterName": "Glossary Term",
      "hasValues": "hasGlossaryTerms",
      "modifiedAt": "termsModifiedAt"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/groupMembership.json", content: #"""
{
  "aspect": "groupMembership",
  "class": "com.linkedin.identity.GroupMembership",
  "kind": "versioned",
  "fields": {"groups": {"array": "urn"}},
  "relationships": [{"path": "/groups/*", "name": "IsMemberOfGroup", "to": ["corpGroup"]}]
}

"""#),
EmbeddedFile(path: "aspects/icebergCatalogInfo.json", content: #"""
{
  "aspect": "icebergCatalogInfo",
  "class": "com.linkedin.dataset.IcebergCatalogInfo",
  "kind": "versioned",
  "fields": {"metadataPointer": "string?", "view": "boolean?"}
}

"""#),
EmbeddedFile(path: "aspects/icebergWarehouseInfo.json", content: #"""
{
  "aspect": "icebergWarehouseInfo",
  "class": "com.linkedin.dataplatforminstance.IcebergWarehouseInfo",
  "kind": "versioned",
  "fields": {
    "dataRoot": "string",
    "clientId": "urn",
    "clientSecret": "urn",
    "region": "string",
    "role": "string?",
    "tempCredentialExpirationSeconds": "int?",
    "env": "com.linkedin.common.FabricType"
  },
  "types": {
    "com.linkedin.common.FabricType": {
      "enum": [
        "DEV", "TEST", "QA", "UAT", "EI", "PRE", "STG", "NON_PROD", "PROD", "CORP", "RVW", "PRD", "TST", "SIT",
        "SBX", "SANDBOX", "CERT"
      ]
    }
  }
}

"""#),
EmbeddedFile(path: "aspects/incidentExternalLinks.json", content: #"""
{
  "aspect": "incidentExternalLinks",
  "class": "com.linkedin.incident.IncidentExternalLinks",
  "kind": "versioned",
  "fields": {"links": {"array": "com.linkedin.incident.IncidentExternalLink", "default": []}},
  "types": {
    "com.linkedin.incident.IncidentExternalLink": {
      "record": {
        "connectionId": "string",
        "system": "string",
        "externalId": "string",
        "url": "string",
        "created": "com.linkedin.common.AuditStamp",
        "syncEnabled": {"type": "boolean", "default": true},
        "lastSyncTimeMillis": "long?"
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/links/*/connectionId", "field": "connectionId", "type": "KEYWORD"},
    {"path": "/links/*/externalId", "field": "externalLinkId", "type": "KEYWORD"},
    {
      "path": "/links/*/system",
      "field": "externalSystem",
      "type": "KEYWORD",
      "filter": true,
      "filterName": "External System"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/incidentInfo.json", content: #"""
{
  "aspect": "incidentInfo",
  "class": "com.linkedin.incident.IncidentInfo",
  "kind": "versioned",
  "schemaVersion": 4,
  "fields": {
    "type": "com.linkedin.incident.IncidentType",
    "customType": "string?",
    "title": "string?",
    "description": "string?",
    "entities": {"array": "urn"},
    "priority": "int?",
    "assignees": {"array": "com.linkedin.incident.IncidentAssignee", "optional": true},
    "status": "com.linkedin.incident.IncidentStatus",
    "source": "com.linkedin.incident.IncidentSource?",
    "startedAt": "long?",
    "created": "com.linkedin.common.AuditStamp"
  },
  "types": {
    "com.linkedin.incident.IncidentType": {"enum": ["FRESHNESS", "VOLUME", "FIELD", "SQL", "DATA_SCHEMA", "OPERATIONAL", "CUSTOM"]},
    "com.linkedin.incident.IncidentAssignee": {"record": {"actor": "urn", "assignedAt": "com.linkedin.common.AuditStamp"}},
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.incident.IncidentStatus": {
      "record": {
        "state": "com.linkedin.incident.IncidentState",
        "stage": "com.linkedin.incident.IncidentStage?",
        "message": "string?",
        "lastUpdated": "com.linkedin.common.AuditStamp"
      }
    },
    "com.linkedin.incident.IncidentState": {"enum": ["ACTIVE", "RESOLVED"]},
    "com.linkedin.incident.IncidentStage": {"enum": ["TRIAGE", "INVESTIGATION", "WORK_IN_PROGRESS", "FIXED", "NO_ACTION_REQUIRED"]},
    "com.linkedin.incident.IncidentSource": {"record": {"type": "com.linkedin.incident.IncidentSourceType", "sourceUrn": "urn?"}},
    "com.linkedin.incident.IncidentSourceType": {"enum": ["MANUAL", "ASSERTION_FAILURE"]}
  },
  "relationships": [
    {
      "path": "/entities/*",
      "name": "IncidentOn",
      "to": [
        "dataset", "chart", "dashboard", "dataFlow", "dataJob", "schemaField", "mlModel", "mlFeature",
        "mlFeatureTable", "service", "aiAgent"
      ]
    }
  ],
  "search": [
    {"path": "/assignees/*/actor", "field": "assignees", "type": "TEXT", "filter": true, "filterName": "Assignee"},
    {"path": "/created/time", "field": "created", "type": "DATETIME"},
    {"path": "/customType", "field": "customType", "type": "TEXT", "filter": true, "filterName": "Other Type"},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/entities/*", "field": "entities", "type": "URN"},
    {"path": "/priority", "field": "priority", "type": "COUNT", "filter": true, "filterName": "Priority"},
    {"path": "/source/sourceUrn", "field": "sourceUrn", "type": "URN"},
    {"path": "/source/type", "field": "type", "type": "TEXT", "filter": true, "filterName": "Source"},
    {"path": "/status/lastUpdated/time", "field": "lastUpdated", "type": "COUNT"},
    {"path": "/status/stage", "field": "stage", "type": "TEXT", "filter": true, "filterName": "Stage"},
    {"path": "/status/state", "field": "state", "type": "TEXT", "filter": true, "filterName": "Status"},
    {"path": "/title", "field": "title", "type": "WORD_GRAM", "boost": 10.0},
    {"path": "/type", "field": "type", "type": "TEXT", "filter": true, "filterName": "Type"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/incidentKey.json", content: #"""
{
  "aspect": "incidentKey",
  "class": "com.linkedin.metadata.key.IncidentKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/incidentNotes.json", content: #"""
{
  "aspect": "incidentNotes",
  "class": "com.linkedin.incident.IncidentNotes",
  "kind": "versioned",
  "fields": {"notes": {"array": "com.linkedin.incident.IncidentNote", "default": []}},
  "types": {
    "com.linkedin.incident.IncidentNote": {
      "record": {
        "message": "string",
        "created": "com.linkedin.common.AuditStamp",
        "source": "com.linkedin.incident.IncidentNoteSource?"
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.incident.IncidentNoteSource": {
      "record": {
        "sourceType": "com.linkedin.incident.IncidentNoteSourceType?",
        "externalUrl": "string?",
        "externalId": "string?"
      }
    },
    "com.linkedin.incident.IncidentNoteSourceType": {"enum": ["NATIVE", "EXTERNAL"]}
  },
  "search": [
    {"path": "/notes/*/message", "field": "message", "type": "TEXT"},
    {"path": "/notes/*/source/externalId", "field": "externalId", "type": "KEYWORD", "queryByDefault": false},
    {"path": "/notes/*/source/externalUrl", "field": "externalUrl", "type": "KEYWORD", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/incidentSource.json", content: #"""
{
  "aspect": "incidentSource",
  "class": "com.linkedin.incident.IncidentSource",
  "kind": "versioned",
  "fields": {"type": "com.linkedin.incident.IncidentSourceType", "sourceUrn": "urn?"},
  "types": {"com.linkedin.incident.IncidentSourceType": {"enum": ["MANUAL", "ASSERTION_FAILURE"]}},
  "search": [
    {"path": "/sourceUrn", "field": "sourceUrn", "type": "URN"},
    {"path": "/type", "field": "type", "type": "TEXT", "filter": true, "filterName": "Source"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/incidentsSummary.json", content: #"""
{
  "aspect": "incidentsSummary",
  "class": "com.linkedin.common.IncidentsSummary",
  "kind": "versioned",
  "fields": {
    "resolvedIncidents": {"array": "urn", "default": []},
    "activeIncidents": {"array": "urn", "default": []},
    "resolvedIncidentDetails": {"array": "com.linkedin.common.IncidentSummaryDetails", "default": []},
    "activeIncidentDetails": {"array": "com.linkedin.common.IncidentSummaryDetails", "default": []}
  },
  "types": {
    "com.linkedin.common.IncidentSummaryDetails": {"record": {"urn": "urn", "type": "string", "createdAt": "long", "resolvedAt": "long?", "priority": "int?"}}
  },
  "relationships": [
    {"path": "/activeIncidentDetails/*/urn", "name": "ActiveIncidents", "to": ["incident"]},
    {"path": "/resolvedIncidentDetails/*/urn", "name": "ResolvedIncidents", "to": ["incident"]}
  ],
  "search": [
    {"path": "/activeIncidentDetails/*/createdAt", "field": "activeIncidentCreatedTimes", "type": "DATETIME"},
    {"path": "/activeIncidentDetails/*/priority", "field": "activeIncidentPriorities", "type": "COUNT"},
    {"path": "/activeIncidentDetails/*/type", "field": "activeIncidentTypes", "type": "KEYWORD"},
    {
      "path": "/activeIncidentDetails/*/urn",
      "field": "activeIncidents",
      "type": "URN",
      "queryByDefault": false,
      "hasValuesFilter": true,
      "hasValues": "hasActiveIncidents",
      "numValues": "numActiveIncidents"
    },
    {"path": "/resolvedIncidentDetails/*/createdAt", "field": "resolvedIncidentCreatedTimes", "type": "DATETIME"},
    {"path": "/resolvedIncidentDetails/*/priority", "field": "resolvedIncidentPriorities", "type": "COUNT"},
    {"path": "/resolvedIncidentDetails/*/resolvedAt", "field": "resolvedIncidentResolvedTimes", "type": "DATETIME"},
    {"path": "/resolvedIncidentDetails/*/type", "field": "resolvedIncidentTypes", "type": "KEYWORD"},
    {
      "path": "/resolvedIncidentDetails/*/urn",
      "field": "resolvedIncidents",
      "type": "URN",
      "queryByDefault": false,
      "hasValues": "hasResolvedIncidents",
      "numValues": "numResolvedIncidents"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/inputFields.json", content: #"""
{
  "aspect": "inputFields",
  "class": "com.linkedin.common.InputFields",
  "kind": "versioned",
  "fields": {"fields": {"array": "com.linkedin.common.InputField"}},
  "types": {
    "com.linkedin.common.InputField": {"record": {"schemaFieldUrn": {"urn": ["schemaField"]}, "schemaField": "com.linkedin.schema.SchemaField?"}},
    "com.linkedin.schema.SchemaField": {
      "record": {
        "fieldPath": "string",
        "jsonPath": "string?",
        "nullable": {"type": "boolean", "default": false},
        "description": "string?",
        "label": "string?",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "type": "com.linkedin.schema.SchemaFieldDataType",
        "nativeDataType": "string",
        "recursive": {"type": "boolean", "default": false},
        "globalTags": "com.linkedin.common.GlobalTags?",
        "glossaryTerms": "com.linkedin.common.GlossaryTerms?",
        "isPartOfKey": {"type": "boolean", "default": false},
        "isPartitioningKey": "boolean?",
        "jsonProps": "string?"
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.schema.SchemaFieldDataType": {
      "record": {
        "type": {
          "union": {
            "com.linkedin.schema.BooleanType": "com.linkedin.schema.BooleanType",
            "com.linkedin.schema.FixedType": "com.linkedin.schema.FixedType",
            "com.linkedin.schema.StringType": "com.linkedin.schema.StringType",
            "com.linkedin.schema.BytesType": "com.linkedin.schema.BytesType",
            "com.linkedin.schema.NumberType": "com.linkedin.schema.NumberType",
            "com.linkedin.schema.DateType": "com.linkedin.schema.DateType",
            "com.linkedin.schema.TimeType": "com.linkedin.schema.TimeType",
            "com.linkedin.schema.EnumType": "com.linkedin.schema.EnumType",
            "com.linkedin.schema.NullType": "com.linkedin.schema.NullType",
            "com.linkedin.schema.MapType": "com.linkedin.schema.MapType",
            "com.linkedin.schema.ArrayType": "com.linkedin.schema.ArrayType",
            "com.linkedin.schema.UnionType": "com.linkedin.schema.UnionType",
            "com.linkedin.schema.RecordType": "com.linkedin.schema.RecordType"
          }
        }
      }
    },
    "com.linkedin.schema.BooleanType": {"record": {}},
    "com.linkedin.schema.FixedType": {"record": {}},
    "com.linkedin.schema.StringType": {"record": {}},
    "com.linkedin.schema.BytesType": {"record": {}},
    "com.linkedin.schema.NumberType": {"record": {}},
    "com.linkedin.schema.DateType": {"record": {}},
    "com.linkedin.schema.TimeType": {"record": {}},
    "com.linkedin.schema.EnumType": {"record": {}},
    "com.linkedin.schema.NullType": {"record": {}},
    "com.linkedin.schema.MapType": {"record": {"keyType": "string?", "valueType": "string?"}},
    "com.linkedin.schema.ArrayType": {"record": {"nestedType": {"array": "string", "optional": true}}},
    "com.linkedin.schema.UnionType": {"record": {"nestedTypes": {"array": "string", "optional": true}}},
    "com.linkedin.schema.RecordType": {"record": {}},
    "com.linkedin.common.GlobalTags": {"record": {"tags": {"array": "com.linkedin.common.TagAssociation"}}},
    "com.linkedin.common.TagAssociation": {
      "record": {"tag": {"urn": ["tag"]}, "context": "string?", "attribution": "com.linkedin.common.MetadataAttribution?"}
    },
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}},
    "com.linkedin.common.GlossaryTerms": {
      "record": {
        "terms": {"array": "com.linkedin.common.GlossaryTermAssociation"},
        "auditStamp": "com.linkedin.common.AuditStamp"
      }
    },
    "com.linkedin.common.GlossaryTermAssociation": {
      "record": {
        "urn": {"urn": ["glossaryTerm"]},
        "actor": "urn?",
        "context": "string?",
        "attribution": "com.linkedin.common.MetadataAttribution?"
      }
    }
  },
  "relationships": [
    {"path": "/fields/*/schemaField/globalTags/tags/*/tag", "name": "SchemaFieldTaggedWith", "to": ["tag"]},
    {
      "path": "/fields/*/schemaField/glossaryTerms/terms/*/urn",
      "name": "SchemaFieldWithGlossaryTerm",
      "to": ["glossaryTerm"]
    },
    {"path": "/fields/*/schemaFieldUrn", "name": "consumesField", "to": ["schemaField"]}
  ],
  "search": [
    {
      "path": "/fields/*/schemaField/description",
      "field": "fieldDescriptions",
      "type": "TEXT",
      "boost": 1.0,
      "hasValues": "hasDescription",
      "richText": true
    },
    {
      "path": "/fields/*/schemaField/fieldPath",
      "field": "fieldPaths",
      "type": "TEXT",
      "queryByDefault": true,
      "boost": 1.0
    },
    {
      "path": "/fields/*/schemaField/globalTags/tags/*/attribution/actor",
      "field": "fieldTagAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/fields/*/schemaField/globalTags/tags/*/attribution/source",
      "field": "fieldTagAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/fields/*/schemaField/globalTags/tags/*/attribution/time",
      "field": "fieldTagAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/fields/*/schemaField/globalTags/tags/*/tag",
      "field": "fieldTags",
      "type": "URN",
      "boost": 0.5,
      "hasValues": "hasTags"
    },
    {
      "path": "/fields/*/schemaField/glossaryTerms/terms/*/attribution/actor",
      "field": "fieldTermAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/fields/*/schemaField/glossaryTerms/terms/*/attribution/source",
      "field": "fieldTermAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/fields/*/schemaField/glossaryTerms/terms/*/attribution/time",
      "field": "fieldTermAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/fields/*/schemaField/glossaryTerms/terms/*/urn",
      "field": "fieldGlossaryTerms",
      "type": "URN",
      "boost": 0.5,
      "hasValues": "hasGlossaryTerms"
    },
    {"path": "/fields/*/schemaField/label", "field": "fieldLabels", "type": "TEXT", "boost": 1.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/institutionalMemory.json", content: #"""
{
  "aspect": "institutionalMemory",
  "class": "com.linkedin.common.InstitutionalMemory",
  "kind": "versioned",
  "fields": {"elements": {"array": "com.linkedin.common.InstitutionalMemoryMetadata"}},
  "types": {
    "com.linkedin.common.InstitutionalMemoryMetadata": {
      "record": {
        "url": "string",
        "description": "string",
        "createStamp": "com.linkedin.common.AuditStamp",
        "updateStamp": "com.linkedin.common.AuditStamp?",
        "settings": "com.linkedin.common.InstitutionalMemoryMetadataSettings?"
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.common.InstitutionalMemoryMetadataSettings": {"record": {"showInAssetPreview": {"type": "boolean", "default": false}}}
  }
}

"""#),
EmbeddedFile(path: "aspects/intendedUse.json", content: #"""
{
  "aspect": "intendedUse",
  "class": "com.linkedin.ml.metadata.IntendedUse",
  "kind": "versioned",
  "fields": {
    "primaryUses": {"array": "string", "optional": true},
    "primaryUsers": {"array": "com.linkedin.ml.metadata.IntendedUserType", "optional": true},
    "outOfScopeUses": {"array": "string", "optional": true}
  },
  "types": {"com.linkedin.ml.metadata.IntendedUserType": {"enum": ["ENTERPRISE", "HOBBY", "ENTERTAINMENT"]}}
}

"""#),
EmbeddedFile(path: "aspects/inviteToken.json", content: #"""
{
  "aspect": "inviteToken",
  "class": "com.linkedin.identity.InviteToken",
  "kind": "versioned",
  "fields": {"token": "string", "role": "urn?"},
  "search": [{"path": "/role", "field": "role", "type": "KEYWORD", "hasValues": "hasRole"}]
}

"""#),
EmbeddedFile(path: "aspects/inviteTokenKey.json", content: #"""
{
  "aspect": "inviteTokenKey",
  "class": "com.linkedin.metadata.key.InviteTokenKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/lifecycleStageTypeInfo.json", content: #"""
{
  "aspect": "lifecycleStageTypeInfo",
  "class": "com.linkedin.lifecycle.LifecycleStageTypeInfo",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "name": "string",
    "description": "string?",
    "entityTypes": {"array": "string", "optional": true},
    "settings": "com.linkedin.lifecycle.LifecycleStageSettings",
    "transitionPolicy": "com.linkedin.lifecycle.LifecycleStageTransitionPolicy?",
    "created": "com.linkedin.common.AuditStamp",
    "lastModified": "com.linkedin.common.AuditStamp"
  },
  "types": {
    "com.linkedin.lifecycle.LifecycleStageSettings": {"record": {"hideInSearch": {"type": "boolean", "default": false}}},
    "com.linkedin.lifecycle.LifecycleStageTransitionPolicy": {"record": {"allowedPreviousStages": {"array": "urn", "optional": true}}},
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/created/actor", "field": "createdBy", "type": "URN"},
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/lastModified/actor", "field": "lastModifiedBy", "type": "URN"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME"},
    {"path": "/name", "field": "name", "type": "WORD_GRAM", "autocomplete": true, "boost": 10.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/lifecycleStageTypeKey.json", content: #"""
{
  "aspect": "lifecycleStageTypeKey",
  "class": "com.linkedin.metadata.key.LifecycleStageTypeKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/logicalParent.json", content: #"""
{
  "aspect": "logicalParent",
  "class": "com.linkedin.logical.LogicalParent",
  "kind": "versioned",
  "fields": {"parent": "com.linkedin.common.Edge?"},
  "types": {
    "com.linkedin.common.Edge": {
      "record": {
        "sourceUrn": "urn?",
        "destinationUrn": "urn",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "properties": {"map": "string", "optional": true}
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [
    {
      "path": "/parent/destinationUrn",
      "name": "PhysicalInstanceOf",
      "to": ["dataset", "schemaField"],
      "createdOn": "/parent/created/time",
      "createdActor": "/parent/created/actor",
      "updatedOn": "/parent/lastModified/time",
      "updatedActor": "/parent/lastModified/actor",
      "properties": "/parent/properties"
    }
  ],
  "search": [
    {
      "path": "/parent/destinationUrn",
      "field": "logicalParent",
      "type": "URN",
      "queryByDefault": false,
      "filter": true,
      "filterName": "Physical Instance Of",
      "hasValues": "hasLogicalParent"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/mcpServerProperties.json", content: #"""
{
  "aspect": "mcpServerProperties",
  "class": "com.linkedin.service.McpServerProperties",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "url": "string",
    "transport": {"type": "com.linkedin.service.McpTransport", "default": "HTTP"},
    "timeout": "float?",
    "customHeaders": {"map": "string", "optional": true}
  },
  "types": {"com.linkedin.service.McpTransport": {"enum": ["HTTP", "SSE", "WEBSOCKET"]}},
  "search": [{"path": "/url", "field": "url", "type": "TEXT", "queryByDefault": false}]
}

"""#),
EmbeddedFile(path: "aspects/metricInfo.json", content: #"""
{
  "aspect": "metricInfo",
  "class": "com.linkedin.metric.MetricInfo",
  "kind": "versioned",
  "schemaVersion": 5,
  "fields": {
    "externalUrl": "string?",
    "name": "string",
    "description": "string?",
    "created": "com.linkedin.common.AuditStamp?",
    "lastModified": "com.linkedin.common.AuditStamp?",
    "semanticModel": {"urn": ["semanticModel"], "optional": true},
    "expression": "com.linkedin.metric.MetricExpression?"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.metric.MetricExpression": {"record": {"dialects": {"array": "com.linkedin.metric.DialectExpression"}}},
    "com.linkedin.metric.DialectExpression": {"record": {"dialect": "com.linkedin.metric.Dialect", "expression": "string"}},
    "com.linkedin.metric.Dialect": {"enum": ["ANSI_SQL", "SNOWFLAKE", "MDX", "TABLEAU", "DATABRICKS", "MAQL", "OTHER"]}
  },
  "relationships": [{"path": "/semanticModel", "name": "ModeledBy", "to": ["semanticModel"]}],
  "search": [
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME"},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/semanticModel", "field": "semanticModel", "type": "URN", "hasValues": "hasSemanticModel"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/metricKey.json", content: #"""
{
  "aspect": "metricKey",
  "class": "com.linkedin.metadata.key.MetricKey",
  "kind": "key",
  "fields": {"platform": "urn", "path": "string", "id": "string"},
  "search": [
    {"path": "/path", "field": "path", "type": "TEXT_PARTIAL", "filter": true, "filterName": "Path"},
    {
      "path": "/platform",
      "field": "platform",
      "type": "URN",
      "autocomplete": true,
      "filter": true,
      "filterName": "Platform"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/metricRelationships.json", content: #"""
{
  "aspect": "metricRelationships",
  "class": "com.linkedin.metric.MetricRelationships",
  "kind": "versioned",
  "fields": {
    "parentMetric": {"urn": ["metric"], "optional": true},
    "derivedFrom": {"array": "com.linkedin.metric.DerivedMetricInput", "default": []},
    "relatedMetrics": {"array": "com.linkedin.common.Edge", "default": []}
  },
  "types": {
    "com.linkedin.metric.DerivedMetricInput": {
      "record": {
        "sourceUrn": "urn?",
        "destinationUrn": "urn",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "properties": {"map": "string", "optional": true}
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.common.Edge": {
      "record": {
        "sourceUrn": "urn?",
        "destinationUrn": "urn",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "properties": {"map": "string", "optional": true}
      }
    }
  },
  "relationships": [
    {"path": "/derivedFrom/*/destinationUrn", "name": "DerivedFrom", "to": ["metric"], "lineage": "upstream"},
    {"path": "/parentMetric", "name": "IsPartOf", "to": ["metric"]},
    {"path": "/relatedMetrics/*/destinationUrn", "name": "RelatedTo", "to": ["metric"]}
  ],
  "search": [{"path": "/parentMetric", "field": "parentMetric", "type": "URN", "hasValues": "hasParentMetric"}]
}

"""#),
EmbeddedFile(path: "aspects/metricUpstreams.json", content: #"""
{
  "aspect": "metricUpstreams",
  "class": "com.linkedin.metric.MetricUpstreams",
  "kind": "versioned",
  "fields": {
    "datasetUpstreams": {"array": "com.linkedin.common.Edge", "optional": true},
    "fieldUpstreams": {"array": "com.linkedin.common.Edge", "optional": true}
  },
  "types": {
    "com.linkedin.common.Edge": {
      "record": {
        "sourceUrn": "urn?",
        "destinationUrn": "urn",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "properties": {"map": "string", "optional": true}
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [
    {
      "path": "/datasetUpstreams/*/destinationUrn",
      "name": "Consumes",
      "to": ["dataset"],
      "lineage": "upstream",
      "createdOn": "/datasetUpstreams/*/created/time",
      "createdActor": "/datasetUpstreams/*/created/actor",
      "updatedOn": "/datasetUpstreams/*/lastModified/time",
      "updatedActor": "/datasetUpstreams/*/lastModified/actor",
      "properties": "/datasetUpstreams/*/properties"
    },
    {
      "path": "/fieldUpstreams/*/destinationUrn",
      "name": "Consumes",
      "to": ["schemaField"],
      "createdOn": "/fieldUpstreams/*/created/time",
      "createdActor": "/fieldUpstreams/*/created/actor",
      "updatedOn": "/fieldUpstreams/*/lastModified/time",
      "updatedActor": "/fieldUpstreams/*/lastModified/actor",
      "properties": "/fieldUpstreams/*/properties"
    }
  ],
  "search": [
    {
      "path": "/datasetUpstreams/*/destinationUrn",
      "field": "datasetUpstreams",
      "type": "URN",
      "queryByDefault": false,
      "hasValues": "hasDatasetUpstreams"
    },
    {
      "path": "/fieldUpstreams/*/destinationUrn",
      "field": "fieldUpstreams",
      "type": "URN",
      "queryByDefault": false,
      "hasValues": "hasFieldUpstreams"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/mlFeatureKey.json", content: #"""
{
  "aspect": "mlFeatureKey",
  "class": "com.linkedin.metadata.key.MLFeatureKey",
  "kind": "key",
  "fields": {"featureNamespace": "string", "name": "string"},
  "search": [
    {"path": "/featureNamespace", "field": "featureNamespace", "type": "TEXT_PARTIAL"},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/mlFeatureProperties.json", content: #"""
{
  "aspect": "mlFeatureProperties",
  "class": "com.linkedin.ml.metadata.MLFeatureProperties",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "description": "string?",
    "dataType": "com.linkedin.common.MLFeatureDataType?",
    "version": "com.linkedin.common.VersionTag?",
    "sources": {"array": "urn", "optional": true}
  },
  "types": {
    "com.linkedin.common.MLFeatureDataType": {
      "enum": [
        "USELESS", "NOMINAL", "ORDINAL", "BINARY", "COUNT", "TIME", "INTERVAL", "IMAGE", "VIDEO", "AUDIO", "TEXT",
        "MAP", "SEQUENCE", "SET", "CONTINUOUS", "BYTE", "UNKNOWN"
      ]
    },
    "com.linkedin.common.VersionTag": {"record": {"versionTag": "string?", "metadataAttribution": "com.linkedin.common.MetadataAttribution?"}},
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}}
  },
  "relationships": [{"path": "/sources/*", "name": "DerivedFrom", "to": ["dataset"], "lineage": "upstream"}],
  "search": [
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/mlFeatureTableKey.json", content: #"""
{
  "aspect": "mlFeatureTableKey",
  "class": "com.linkedin.metadata.key.MLFeatureTableKey",
  "kind": "key",
  "fields": {"platform": {"urn": ["dataPlatform"]}, "name": "string"},
  "relationships": [{"path": "/platform", "name": "SourcePlatform", "to": ["dataPlatform"]}],
  "search": [
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/mlFeatureTableProperties.json", content: #"""
{
  "aspect": "mlFeatureTableProperties",
  "class": "com.linkedin.ml.metadata.MLFeatureTableProperties",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "description": "string?",
    "mlFeatures": {"array": "urn", "optional": true},
    "mlPrimaryKeys": {"array": "urn", "optional": true}
  },
  "relationships": [
    {"path": "/mlFeatures/*", "name": "Contains", "to": ["mlFeature"]},
    {"path": "/mlPrimaryKeys/*", "name": "KeyedBy", "to": ["mlPrimaryKey"]}
  ],
  "search": [
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/mlFeatures/*", "field": "features", "type": "URN"},
    {"path": "/mlPrimaryKeys/*", "field": "primaryKeys", "type": "URN"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/mlHyperParam.json", content: #"""
{
  "aspect": "mlHyperParam",
  "class": "com.linkedin.ml.metadata.MLHyperParam",
  "kind": "versioned",
  "fields": {"name": "string", "description": "string?", "value": "string?", "createdAt": "long?"}
}

"""#),
EmbeddedFile(path: "aspects/mlMetric.json", content: #"""
{
  "aspect": "mlMetric",
  "class": "com.linkedin.ml.metadata.MLMetric",
  "kind": "versioned",
  "fields": {"name": "string", "description": "string?", "value": "string?", "createdAt": "long?"}
}

"""#),
EmbeddedFile(path: "aspects/mlModelCaveatsAndRecommendations.json", content: #"""
{
  "aspect": "mlModelCaveatsAndRecommendations",
  "class": "com.linkedin.ml.metadata.CaveatsAndRecommendations",
  "kind": "versioned",
  "fields": {
    "caveats": "com.linkedin.ml.metadata.CaveatDetails?",
    "recommendations": "string?",
    "idealDatasetCharacteristics": {"array": "string", "optional": true}
  },
  "types": {
    "com.linkedin.ml.metadata.CaveatDetails": {
      "record": {
        "needsFurtherTesting": "boolean?",
        "caveatDescription": "string?",
        "groupsNotRepresented": {"array": "string", "optional": true}
      }
    }
  }
}

"""#),
EmbeddedFile(path: "aspects/mlModelDeploymentKey.json", content: #"""
{
  "aspect": "mlModelDeploymentKey",
  "class": "com.linkedin.metadata.key.MLModelDeploymentKey",
  "kind": "key",
  "fields": {"platform": "urn", "name": "string", "origin": "com.linkedin.common.FabricType"},
  "types": {
    "com.linkedin.common.FabricType": {
      "enum": [
        "DEV", "TEST", "QA", "UAT", "EI", "PRE", "STG", "NON_PROD", "PROD", "CORP", "RVW", "PRD", "TST", "SIT",
        "SBX", "SANDBOX", "CERT"
      ]
    }
  },
  "search": [
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {
      "path": "/origin",
      "field": "origin",
      "type": "TEXT_PARTIAL",
      "queryByDefault": false,
      "filter": true,
      "filterName": "Environment"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/mlModelDeploymentProperties.json", content: #"""
{
  "aspect": "mlModelDeploymentProperties",
  "class": "com.linkedin.ml.metadata.MLModelDeploymentProperties",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "description": "string?",
    "createdAt": "long?",
    "version": "com.linkedin.common.VersionTag?",
    "status": "com.linkedin.ml.metadata.DeploymentStatus?"
  },
  "types": {
    "com.linkedin.common.VersionTag": {"record": {"versionTag": "string?", "metadataAttribution": "com.linkedin.common.MetadataAttribution?"}},
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}},
    "com.linkedin.ml.metadata.DeploymentStatus": {
      "enum": ["OUT_OF_SERVICE", "CREATING", "UPDATING", "ROLLING_BACK", "IN_SERVICE", "DELETING", "FAILED", "UNKNOWN"]
    }
  },
  "search": [
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {"path": "/status", "field": "deploymentStatus", "type": "TEXT"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/mlModelEthicalConsiderations.json", content: #"""
{
  "aspect": "mlModelEthicalConsiderations",
  "class": "com.linkedin.ml.metadata.EthicalConsiderations",
  "kind": "versioned",
  "fields": {
    "data": {"array": "string", "optional": true},
    "humanLife": {"array": "string", "optional": true},
    "mitigations": {"array": "string", "optional": true},
    "risksAndHarms": {"array": "string", "optional": true},
    "useCases": {"array": "string", "optional": true}
  }
}

"""#),
EmbeddedFile(path: "aspects/mlModelEvaluationData.json", content: #"""
{
  "aspect": "mlModelEvaluationData",
  "class": "com.linkedin.ml.metadata.EvaluationData",
  "kind": "versioned",
  "fields": {"evaluationData": {"array": "com.linkedin.ml.metadata.BaseData"}},
  "types": {
    "com.linkedin.ml.metadata.BaseData": {
      "record": {
        "dataset": {"urn": ["dataset"]},
        "motivation": "string?",
        "preProcessing": {"array": "string", "optional": true}
      }
    }
  }
}

"""#),
EmbeddedFile(path: "aspects/mlModelFactorPrompts.json", content: #"""
{
  "aspect": "mlModelFactorPrompts",
  "class": "com.linkedin.ml.metadata.MLModelFactorPrompts",
  "kind": "versioned",
  "fields": {
    "relevantFactors": {"array": "com.linkedin.ml.metadata.MLModelFactors", "optional": true},
    "evaluationFactors": {"array": "com.linkedin.ml.metadata.MLModelFactors", "optional": true}
  },
  "types": {
    "com.linkedin.ml.metadata.MLModelFactors": {
      "record": {
        "groups": {"array": "string", "optional": true},
        "instrumentation": {"array": "string", "optional": true},
        "environment": {"array": "string", "optional": true}
      }
    }
  }
}

"""#),
EmbeddedFile(path: "aspects/mlModelGroupKey.json", content: #"""
{
  "aspect": "mlModelGroupKey",
  "class": "com.linkedin.metadata.key.MLModelGroupKey",
  "kind": "key",
  "fields": {"platform": "urn", "name": "string", "origin": "com.linkedin.common.FabricType"},
  "types": {
    "com.linkedin.common.FabricType": {
      "enum": [
        "DEV", "TEST", "QA", "UAT", "EI", "PRE", "STG", "NON_PROD", "PROD", "CORP", "RVW", "PRD", "TST", "SIT",
        "SBX", "SANDBOX", "CERT"
      ]
    }
  },
  "search": [
    {
      "path": "/name",
      "field": "id",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/origin", "field": "origin", "type": "TEXT_PARTIAL", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/mlModelGroupProperties.json", content: #"""
{
  "aspect": "mlModelGroupProperties",
  "class": "com.linkedin.ml.metadata.MLModelGroupProperties",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "trainingJobs": {"array": "string", "optional": true},
    "downstreamJobs": {"array": "string", "optional": true},
    "externalUrl": "string?",
    "name": "string?",
    "description": "string?",
    "createdAt": "long?",
    "created": "com.linkedin.common.TimeStamp?",
    "lastModified": "com.linkedin.common.TimeStamp?",
    "version": "com.linkedin.common.VersionTag?"
  },
  "types": {
    "com.linkedin.common.TimeStamp": {"record": {"time": "long", "actor": "urn?"}},
    "com.linkedin.common.VersionTag": {"record": {"versionTag": "string?", "metadataAttribution": "com.linkedin.common.MetadataAttribution?"}},
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}}
  },
  "relationships": [
    {
      "path": "/downstreamJobs/*",
      "name": "UsedBy",
      "to": ["dataJob", "dataProcessInstance"],
      "lineage": "downstream"
    },
    {
      "path": "/trainingJobs/*",
      "name": "TrainedBy",
      "to": ["dataJob", "dataProcessInstance"],
      "lineage": "upstream"
    }
  ],
  "search": [
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME", "queryByDefault": false},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME", "queryByDefault": false},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "queryByDefault": true,
      "autocomplete": true,
      "boost": 10.0
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/mlModelKey.json", content: #"""
{
  "aspect": "mlModelKey",
  "class": "com.linkedin.metadata.key.MLModelKey",
  "kind": "key",
  "fields": {"platform": "urn", "name": "string", "origin": "com.linkedin.common.FabricType"},
  "types": {
    "com.linkedin.common.FabricType": {
      "enum": [
        "DEV", "TEST", "QA", "UAT", "EI", "PRE", "STG", "NON_PROD", "PROD", "CORP", "RVW", "PRD", "TST", "SIT",
        "SBX", "SANDBOX", "CERT"
      ]
    }
  },
  "search": [
    {
      "path": "/name",
      "field": "id",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {
      "path": "/origin",
      "field": "origin",
      "type": "TEXT_PARTIAL",
      "queryByDefault": false,
      "filter": true,
      "filterName": "Environment"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/mlModelMetrics.json", content: #"""
{
  "aspect": "mlModelMetrics",
  "class": "com.linkedin.ml.metadata.Metrics",
  "kind": "versioned",
  "fields": {
    "performanceMeasures": {"array": "string", "optional": true},
    "decisionThreshold": {"array": "string", "optional": true}
  }
}

"""#),
EmbeddedFile(path: "aspects/mlModelProperties.json", content: #"""
{
  "aspect": "mlModelProperties",
  "class": "com.linkedin.ml.metadata.MLModelProperties",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "trainingJobs": {"array": "string", "optional": true},
    "downstreamJobs": {"array": "string", "optional": true},
    "name": "string?",
    "description": "string?",
    "date": "long?",
    "created": "com.linkedin.common.TimeStamp?",
    "lastModified": "com.linkedin.common.TimeStamp?",
    "version": "com.linkedin.common.VersionTag?",
    "type": "string?",
    "hyperParameters": {
      "map": {"union": {"string": "string", "int": "int", "float": "float", "double": "double", "boolean": "boolean"}},
      "optional": true
    },
    "hyperParams": {"array": "com.linkedin.ml.metadata.MLHyperParam", "optional": true},
    "trainingMetrics": {"array": "com.linkedin.ml.metadata.MLMetric", "optional": true},
    "onlineMetrics": {"array": "com.linkedin.ml.metadata.MLMetric", "optional": true},
    "mlFeatures": {"array": {"urn": ["mlFeature"]}, "optional": true},
    "tags": {"array": "string", "default": []},
    "deployments": {"array": "urn", "optional": true},
    "groups": {"array": "urn", "optional": true}
  },
  "types": {
    "com.linkedin.common.TimeStamp": {"record": {"time": "long", "actor": "urn?"}},
    "com.linkedin.common.VersionTag": {"record": {"versionTag": "string?", "metadataAttribution": "com.linkedin.common.MetadataAttribution?"}},
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}},
    "com.linkedin.ml.metadata.MLHyperParam": {"record": {"name": "string", "description": "string?", "value": "string?", "createdAt": "long?"}},
    "com.linkedin.ml.metadata.MLMetric": {"record": {"name": "string", "description": "string?", "value": "string?", "createdAt": "long?"}}
  },
  "relationships": [
    {"path": "/deployments/*", "name": "DeployedTo", "to": ["mlModelDeployment"]},
    {
      "path": "/downstreamJobs/*",
      "name": "UsedBy",
      "to": ["dataJob", "dataProcessInstance"],
      "lineage": "downstream"
    },
    {"path": "/groups/*", "name": "MemberOf", "to": ["mlModelGroup"], "lineage": "downstream"},
    {"path": "/mlFeatures/*", "name": "Consumes", "to": ["mlFeature"], "lineage": "upstream"},
    {
      "path": "/trainingJobs/*",
      "name": "TrainedBy",
      "to": ["dataJob", "dataProcessInstance"],
      "lineage": "upstream"
    }
  ],
  "search": [
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME", "queryByDefault": false},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {
      "path": "/description",
      "field": "description",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    },
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME", "queryByDefault": false},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "queryByDefault": true,
      "autocomplete": true,
      "boost": 10.0
    },
    {"path": "/type", "field": "type", "type": "TEXT_PARTIAL"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/mlModelQuantitativeAnalyses.json", content: #"""
{
  "aspect": "mlModelQuantitativeAnalyses",
  "class": "com.linkedin.ml.metadata.QuantitativeAnalyses",
  "kind": "versioned",
  "fields": {"unitaryResults": "string?", "intersectionalResults": "string?"}
}

"""#),
EmbeddedFile(path: "aspects/mlModelTrainingData.json", content: #"""
{
  "aspect": "mlModelTrainingData",
  "class": "com.linkedin.ml.metadata.TrainingData",
  "kind": "versioned",
  "fields": {"trainingData": {"array": "com.linkedin.ml.metadata.BaseData"}},
  "types": {
    "com.linkedin.ml.metadata.BaseData": {
      "record": {
        "dataset": {"urn": ["dataset"]},
        "motivation": "string?",
        "preProcessing": {"array": "string", "optional": true}
      }
    }
  }
}

"""#),
EmbeddedFile(path: "aspects/mlPrimaryKeyKey.json", content: #"""
{
  "aspect": "mlPrimaryKeyKey",
  "class": "com.linkedin.metadata.key.MLPrimaryKeyKey",
  "kind": "key",
  "fields": {"featureNamespace": "string", "name": "string"},
  "search": [
    {"path": "/featureNamespace", "field": "featureNamespace", "type": "TEXT_PARTIAL"},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/mlPrimaryKeyProperties.json", content: #"""
{
  "aspect": "mlPrimaryKeyProperties",
  "class": "com.linkedin.ml.metadata.MLPrimaryKeyProperties",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "description": "string?",
    "dataType": "com.linkedin.common.MLFeatureDataType?",
    "version": "com.linkedin.common.VersionTag?",
    "sources": {"array": "urn"}
  },
  "types": {
    "com.linkedin.common.MLFeatureDataType": {
      "enum": [
        "USELESS", "NOMINAL", "ORDINAL", "BINARY", "COUNT", "TIME", "INTERVAL", "IMAGE", "VIDEO", "AUDIO", "TEXT",
        "MAP", "SEQUENCE", "SET", "CONTINUOUS", "BYTE", "UNKNOWN"
      ]
    },
    "com.linkedin.common.VersionTag": {"record": {"versionTag": "string?", "metadataAttribution": "com.linkedin.common.MetadataAttribution?"}},
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}}
  },
  "relationships": [{"path": "/sources/*", "name": "DerivedFrom", "to": ["dataset"], "lineage": "upstream"}],
  "search": [
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/mlTrainingRunProperties.json", content: #"""
{
  "aspect": "mlTrainingRunProperties",
  "class": "com.linkedin.ml.metadata.MLTrainingRunProperties",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "id": "string?",
    "outputUrls": {"array": "string", "optional": true},
    "hyperParams": {"array": "com.linkedin.ml.metadata.MLHyperParam", "optional": true},
    "trainingMetrics": {"array": "com.linkedin.ml.metadata.MLMetric", "optional": true}
  },
  "types": {
    "com.linkedin.ml.metadata.MLHyperParam": {"record": {"name": "string", "description": "string?", "value": "string?", "createdAt": "long?"}},
    "com.linkedin.ml.metadata.MLMetric": {"record": {"name": "string", "description": "string?", "value": "string?", "createdAt": "long?"}}
  },
  "search": [
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/nativeGroupMembership.json", content: #"""
{
  "aspect": "nativeGroupMembership",
  "class": "com.linkedin.identity.NativeGroupMembership",
  "kind": "versioned",
  "fields": {"nativeGroups": {"array": "urn"}},
  "relationships": [{"path": "/nativeGroups/*", "name": "IsMemberOfNativeGroup", "to": ["corpGroup"]}]
}

"""#),
EmbeddedFile(path: "aspects/notebookContent.json", content: #"""
{
  "aspect": "notebookContent",
  "class": "com.linkedin.notebook.NotebookContent",
  "kind": "versioned",
  "fields": {"cells": {"array": "com.linkedin.notebook.NotebookCell", "default": []}},
  "types": {
    "com.linkedin.notebook.NotebookCell": {
      "record": {
        "textCell": "com.linkedin.notebook.TextCell?",
        "queryCell": "com.linkedin.notebook.QueryCell?",
        "chartCell": "com.linkedin.notebook.ChartCell?",
        "type": "com.linkedin.notebook.NotebookCellType"
      }
    },
    "com.linkedin.notebook.TextCell": {
      "record": {
        "cellTitle": "string?",
        "cellId": "string",
        "changeAuditStamps": "com.linkedin.common.ChangeAuditStamps",
        "text": "string"
      }
    },
    "com.linkedin.common.ChangeAuditStamps": {
      "record": {
        "created": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
        "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
        "deleted": "com.linkedin.common.AuditStamp?"
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.notebook.QueryCell": {
      "record": {
        "cellTitle": "string?",
        "cellId": "string",
        "changeAuditStamps": "com.linkedin.common.ChangeAuditStamps",
        "rawQuery": "string",
        "lastExecuted": "com.linkedin.common.AuditStamp?"
      }
    },
    "com.linkedin.notebook.ChartCell": {
      "record": {"cellTitle": "string?", "cellId": "string", "changeAuditStamps": "com.linkedin.common.ChangeAuditStamps"}
    },
    "com.linkedin.notebook.NotebookCellType": {"enum": ["TEXT_CELL", "QUERY_CELL", "CHART_CELL"]}
  }
}

"""#),
EmbeddedFile(path: "aspects/notebookInfo.json", content: #"""
{
  "aspect": "notebookInfo",
  "class": "com.linkedin.notebook.NotebookInfo",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "title": "string",
    "description": "string?",
    "changeAuditStamps": "com.linkedin.common.ChangeAuditStamps"
  },
  "types": {
    "com.linkedin.common.ChangeAuditStamps": {
      "record": {
        "created": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
        "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
        "deleted": "com.linkedin.common.AuditStamp?"
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {
      "path": "/description",
      "field": "description",
      "type": "TEXT",
      "hasValues": "hasDescription",
      "richText": true
    },
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {
      "path": "/title",
      "field": "title",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/notebookKey.json", content: #"""
{
  "aspect": "notebookKey",
  "class": "com.linkedin.metadata.key.NotebookKey",
  "kind": "key",
  "fields": {"notebookTool": "string", "notebookId": "string"}
}

"""#),
EmbeddedFile(path: "aspects/operation.json", content: #"""
{
  "aspect": "operation",
  "class": "com.linkedin.common.Operation",
  "kind": "timeseries",
  "fields": {
    "timestampMillis": "long",
    "eventGranularity": "com.linkedin.timeseries.TimeWindowSize?",
    "partitionSpec": {
      "type": "com.linkedin.timeseries.PartitionSpec",
      "default": {"partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"}
    },
    "messageId": "string?",
    "actor": "urn?",
    "operationType": "com.linkedin.common.OperationType",
    "customOperationType": "string?",
    "numAffectedRows": "long?",
    "affectedDatasets": {"array": "urn", "optional": true},
    "sourceType": "com.linkedin.common.OperationSourceType?",
    "customProperties": {"map": "string", "optional": true},
    "lastUpdatedTimestamp": "long",
    "queries": {"array": "urn", "optional": true}
  },
  "types": {
    "com.linkedin.timeseries.TimeWindowSize": {"record": {"unit": "com.linkedin.timeseries.CalendarInterval", "multiple": {"type": "int", "default": 1}}},
    "com.linkedin.timeseries.CalendarInterval": {"enum": ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]},
    "com.linkedin.timeseries.PartitionSpec": {
      "record": {
        "partition": "string",
        "timePartition": "com.linkedin.timeseries.TimeWindow?",
        "type": {"type": "com.linkedin.timeseries.PartitionType", "default": "PARTITION"}
      }
    },
    "com.linkedin.timeseries.TimeWindow": {"record": {"startTimeMillis": "long", "length": "com.linkedin.timeseries.TimeWindowSize"}},
    "com.linkedin.timeseries.PartitionType": {"enum": ["FULL_TABLE", "QUERY", "PARTITION"]},
    "com.linkedin.common.OperationType": {"enum": ["INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP", "CUSTOM", "UNKNOWN"]},
    "com.linkedin.common.OperationSourceType": {"enum": ["DATA_PROCESS", "DATA_PLATFORM"]}
  },
  "search": [{"path": "/lastUpdatedTimestamp", "field": "lastOperationTime", "type": "DATETIME"}],
  "timeseries": {
    "fields": [
      "/actor", "/customOperationType", "/lastUpdatedTimestamp", "/numAffectedRows", "/operationType",
      "/partitionSpec/partition", "/sourceType"
    ],
    "collections": {"/affectedDatasets": "datasetName", "/queries": "query"}
  }
}

"""#),
EmbeddedFile(path: "aspects/origin.json", content: #"""
{
  "aspect": "origin",
  "class": "com.linkedin.common.Origin",
  "kind": "versioned",
  "fields": {"type": "com.linkedin.common.OriginType", "externalType": "string?"},
  "types": {"com.linkedin.common.OriginType": {"enum": ["NATIVE", "EXTERNAL"]}}
}

"""#),
EmbeddedFile(path: "aspects/ownership.json", content: #"""
{
  "aspect": "ownership",
  "class": "com.linkedin.common.Ownership",
  "kind": "versioned",
  "fields": {
    "owners": {"array": "com.linkedin.common.Owner"},
    "ownerTypes": {"map": {"array": "string"}, "default": {}},
    "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}}
  },
  "types": {
    "com.linkedin.common.Owner": {
      "record": {
        "owner": {"urn": ["corpuser", "corpGroup"]},
        "type": "com.linkedin.common.OwnershipType",
        "typeUrn": {"urn": ["ownershipType"], "optional": true},
        "source": "com.linkedin.common.OwnershipSource?",
        "attribution": "com.linkedin.common.MetadataAttribution?"
      }
    },
    "com.linkedin.common.OwnershipType": {
      "enum": [
        "CUSTOM", "TECHNICAL_OWNER", "BUSINESS_OWNER", "DATA_STEWARD", "NONE", "DEVELOPER", "DATAOWNER", "DELEGATE",
        "PRODUCER", "CONSUMER", "STAKEHOLDER"
      ]
    },
    "com.linkedin.common.OwnershipSource": {"record": {"type": "com.linkedin.common.OwnershipSourceType", "url": "string?"}},
    "com.linkedin.common.OwnershipSourceType": {
      "enum": ["AUDIT", "DATABASE", "FILE_SYSTEM", "ISSUE_TRACKING_SYSTEM", "MANUAL", "SERVICE", "SOURCE_CONTROL", "OTHER"]
    },
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}},
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [
    {"path": "/owners/*/owner", "name": "OwnedBy", "to": ["corpuser", "corpGroup"]},
    {"path": "/owners/*/typeUrn", "name": "ownershipType", "to": ["ownershipType"]}
  ],
  "search": [
    {"path": "/ownerTypes/$key", "field": "ownerTypes", "type": "MAP_ARRAY", "queryByDefault": false},
    {
      "path": "/owners/*/attribution/actor",
      "field": "ownerAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/owners/*/attribution/source",
      "field": "ownerAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/owners/*/attribution/time",
      "field": "ownerAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/owners/*/owner",
      "field": "owners",
      "type": "URN",
      "queryByDefault": false,
      "filter": true,
      "filterName": "Owned By",
      "hasValues": "hasOwners"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/ownershipTypeInfo.json", content: #"""
{
  "aspect": "ownershipTypeInfo",
  "class": "com.linkedin.ownership.OwnershipTypeInfo",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "name": "string",
    "description": "string?",
    "created": "com.linkedin.common.AuditStamp",
    "lastModified": "com.linkedin.common.AuditStamp"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/created/actor", "field": "createdBy", "type": "URN"},
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/lastModified/actor", "field": "lastModifiedBy", "type": "URN"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME"},
    {"path": "/name", "field": "name", "type": "WORD_GRAM", "autocomplete": true, "boost": 10.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/ownershipTypeKey.json", content: #"""
{
  "aspect": "ownershipTypeKey",
  "class": "com.linkedin.metadata.key.OwnershipTypeKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/partitionsSummary.json", content: #"""
{
  "aspect": "partitionsSummary",
  "class": "com.linkedin.dataset.PartitionsSummary",
  "kind": "versioned",
  "fields": {
    "minPartition": "com.linkedin.dataset.PartitionSummary?",
    "maxPartition": "com.linkedin.dataset.PartitionSummary?"
  },
  "types": {
    "com.linkedin.dataset.PartitionSummary": {"record": {"partition": "string", "createdTime": "long?", "lastModifiedTime": "long?"}}
  }
}

"""#),
EmbeddedFile(path: "aspects/platformResourceInfo.json", content: #"""
{
  "aspect": "platformResourceInfo",
  "class": "com.linkedin.platformresource.PlatformResourceInfo",
  "kind": "versioned",
  "fields": {
    "resourceType": "string",
    "primaryKey": "string",
    "secondaryKeys": {"array": "string", "optional": true},
    "value": "com.linkedin.common.SerializedValue?"
  },
  "types": {
    "com.linkedin.common.SerializedValue": {
      "record": {
        "blob": "bytes",
        "contentType": {"type": "com.linkedin.common.SerializedValueContentType", "default": "JSON"},
        "schemaType": "com.linkedin.common.SerializedValueSchemaType?",
        "schemaRef": "string?"
      }
    },
    "com.linkedin.common.SerializedValueContentType": {"enum": ["JSON", "BINARY"]},
    "com.linkedin.common.SerializedValueSchemaType": {"enum": ["AVRO", "PROTOBUF", "PEGASUS", "THRIFT", "JSON", "NONE"]}
  },
  "search": [
    {"path": "/primaryKey", "field": "primaryKey", "type": "KEYWORD"},
    {"path": "/resourceType", "field": "resourceType", "type": "KEYWORD"},
    {"path": "/secondaryKeys/*", "field": "secondaryKeys", "type": "KEYWORD"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/platformResourceKey.json", content: #"""
{
  "aspect": "platformResourceKey",
  "class": "com.linkedin.platformresource.PlatformResourceKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/postInfo.json", content: #"""
{
  "aspect": "postInfo",
  "class": "com.linkedin.post.PostInfo",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "type": "com.linkedin.post.PostType",
    "content": "com.linkedin.post.PostContent",
    "created": "long",
    "lastModified": "long",
    "auditStamp": "com.linkedin.common.AuditStamp?",
    "target": {
      "urn": [
        "dataset", "schemaField", "chart", "container", "dashboard", "dataFlow", "dataJob", "dataProduct",
        "glossaryTerm", "glossaryNode", "mlModel", "mlFeature", "notebook", "mlFeatureTable", "mlPrimaryKey",
        "mlModelGroup", "domain"
      ],
      "optional": true
    }
  },
  "types": {
    "com.linkedin.post.PostType": {"enum": ["HOME_PAGE_ANNOUNCEMENT", "ENTITY_ANNOUNCEMENT"]},
    "com.linkedin.post.PostContent": {
      "record": {
        "title": "string",
        "type": "com.linkedin.post.PostContentType",
        "description": "string?",
        "link": "string?",
        "media": "com.linkedin.common.Media?"
      }
    },
    "com.linkedin.post.PostContentType": {"enum": ["TEXT", "LINK"]},
    "com.linkedin.common.Media": {"record": {"type": "com.linkedin.common.MediaType", "location": "string"}},
    "com.linkedin.common.MediaType": {"enum": ["IMAGE"]},
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [
    {
      "path": "/target",
      "name": "PostTarget",
      "to": [
        "dataset", "schemaField", "chart", "container", "dashboard", "dataFlow", "dataJob", "dataProduct",
        "glossaryTerm", "glossaryNode", "mlModel", "mlFeature", "notebook", "mlFeatureTable", "mlPrimaryKey",
        "mlModelGroup", "domain"
      ]
    }
  ],
  "search": [
    {"path": "/auditStamp/time", "field": "created", "type": "COUNT"},
    {"path": "/content/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/content/title", "field": "title", "type": "TEXT_PARTIAL", "boost": 10.0},
    {"path": "/created", "field": "created", "type": "COUNT"},
    {"path": "/lastModified", "field": "lastModified", "type": "COUNT"},
    {"path": "/target", "field": "target", "type": "TEXT"},
    {"path": "/type", "field": "type", "type": "TEXT"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/postKey.json", content: #"""
{
  "aspect": "postKey",
  "class": "com.linkedin.metadata.key.PostKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/propertyDefinition.json", content: #"""
{
  "aspect": "propertyDefinition",
  "class": "com.linkedin.structured.StructuredPropertyDefinition",
  "kind": "versioned",
  "schemaVersion": 3,
  "fields": {
    "qualifiedName": "string",
    "displayName": "string?",
    "valueType": {"urn": ["dataType"], "strict": true},
    "typeQualifier": {"map": {"array": "string"}, "optional": true},
    "allowedValues": {"array": "com.linkedin.structured.PropertyValue", "optional": true},
    "cardinality": {"type": "com.linkedin.structured.PropertyCardinality", "default": "SINGLE"},
    "entityTypes": {"array": {"urn": ["entityType"], "strict": true}},
    "allowedPlatforms": {"array": {"urn": ["dataPlatform"], "strict": true}, "optional": true},
    "description": "string?",
    "searchConfiguration": "com.linkedin.datahub.DataHubSearchConfig?",
    "immutable": {"type": "boolean", "default": false},
    "version": "string?",
    "created": "com.linkedin.common.AuditStamp?",
    "lastModified": "com.linkedin.common.AuditStamp?"
  },
  "types": {
    "com.linkedin.structured.PropertyValue": {"record": {"value": {"union": {"string": "string", "double": "double"}}, "description": "string?"}},
    "com.linkedin.structured.PropertyCardinality": {"enum": ["SINGLE", "MULTIPLE"]},
    "com.linkedin.datahub.DataHubSearchConfig": {
      "record": {
        "fieldName": "string?",
        "fieldType": "com.linkedin.datahub.SearchFieldType?",
        "queryByDefault": {"type": "boolean", "default": false},
        "excludeFromFullTextSearch": "boolean?",
        "enableAutocomplete": {"type": "boolean", "default": false},
        "addToFilters": {"type": "boolean", "default": false},
        "addHasValuesToFilters": {"type": "boolean", "default": true},
        "filterNameOverride": "string?",
        "hasValuesFilterNameOverride": "string?",
        "boostScore": {"type": "double", "default": 1.0},
        "subfieldBoostScores": {"map": "double", "optional": true},
        "hasValuesFieldName": "string?",
        "numValuesFieldName": "string?",
        "weightsPerFieldValue": {"map": "double", "optional": true},
        "fieldNameAliases": {"array": "string", "optional": true},
        "copyTo": {"array": "string", "optional": true},
        "copyUrnTo": {"array": "string", "optional": true}
      }
    },
    "com.linkedin.datahub.SearchFieldType": {
      "enum": [
        "KEYWORD", "TEXT", "TEXT_PARTIAL", "BROWSE_PATH", "URN", "URN_PARTIAL", "BOOLEAN", "COUNT", "DATETIME",
        "OBJECT", "BROWSE_PATH_V2", "WORD_GRAM"
      ]
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [{"path": "/entityTypes/*", "name": "StructuredPropertyOf", "to": ["entityType"]}],
  "search": [
    {"path": "/allowedPlatforms/*", "field": "allowedPlatforms", "type": "TEXT"},
    {"path": "/created/time", "field": "createdTime", "type": "DATETIME"},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/displayName", "field": "displayName", "type": "WORD_GRAM", "autocomplete": true, "boost": 10.0},
    {"path": "/entityTypes/*", "field": "entityTypes", "type": "TEXT"},
    {"path": "/immutable", "field": "immutable", "type": "BOOLEAN"},
    {"path": "/lastModified/time", "field": "lastModified", "type": "DATETIME"},
    {"path": "/qualifiedName", "field": "qualifiedName", "type": "KEYWORD", "queryByDefault": true, "boost": 10.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/queryKey.json", content: #"""
{
  "aspect": "queryKey",
  "class": "com.linkedin.metadata.key.QueryKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/queryProperties.json", content: #"""
{
  "aspect": "queryProperties",
  "class": "com.linkedin.query.QueryProperties",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "statement": "com.linkedin.query.QueryStatement",
    "source": "com.linkedin.query.QuerySource",
    "name": "string?",
    "description": "string?",
    "created": "com.linkedin.common.AuditStamp",
    "lastModified": "com.linkedin.common.AuditStamp",
    "origin": "urn?"
  },
  "types": {
    "com.linkedin.query.QueryStatement": {"record": {"value": "string", "language": {"type": "com.linkedin.query.QueryLanguage", "default": "SQL"}}},
    "com.linkedin.query.QueryLanguage": {"enum": ["SQL", "UNKNOWN"]},
    "com.linkedin.query.QuerySource": {"enum": ["MANUAL", "SYSTEM"]},
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/created/actor", "field": "createdBy", "type": "URN"},
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/lastModified/actor", "field": "lastModifiedBy", "type": "URN"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME"},
    {"path": "/name", "field": "name", "type": "WORD_GRAM", "autocomplete": true, "boost": 10.0},
    {"path": "/origin", "field": "origin", "type": "URN", "queryByDefault": false},
    {"path": "/source", "field": "source", "type": "TEXT"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/querySubjects.json", content: #"""
{
  "aspect": "querySubjects",
  "class": "com.linkedin.query.QuerySubjects",
  "kind": "versioned",
  "fields": {"subjects": {"array": "com.linkedin.query.QuerySubject"}},
  "types": {"com.linkedin.query.QuerySubject": {"record": {"entity": "urn"}}},
  "search": [{"path": "/subjects/*/entity", "field": "entities", "type": "KEYWORD"}]
}

"""#),
EmbeddedFile(path: "aspects/queryUsageStatistics.json", content: #"""
{
  "aspect": "queryUsageStatistics",
  "class": "com.linkedin.query.QueryUsageStatistics",
  "kind": "timeseries",
  "fields": {
    "timestampMillis": "long",
    "eventGranularity": "com.linkedin.timeseries.TimeWindowSize?",
    "partitionSpec": {
      "type": "com.linkedin.timeseries.PartitionSpec",
      "default": {"partition": "FULL_TABLE_SNAPSHOT", "type": "FULL_TABLE"}
    },
    "messageId": "string?",
    "queryCount": "int?",
    "queryCost": "double?",
    "lastExecutedAt": "long?",
    "uniqueUserCount": "int?",
    "userCounts": {"array": "com.linkedin.dataset.DatasetUserUsageCounts", "optional": true}
  },
  "types": {
    "com.linkedin.timeseries.TimeWindowSize": {"record": {"unit": "com.linkedin.timeseries.CalendarInterval", "multiple": {"type": "int", "default": 1}}},
    "com.linkedin.timeseries.CalendarInterval": {"enum": ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]},
    "com.linkedin.timeseries.PartitionSpec": {
      "record": {
        "partition": "string",
        "timePartition": "com.linkedin.timeseries.TimeWindow?",
        "type": {"type": "com.linkedin.timeseries.PartitionType", "default": "PARTITION"}
      }
    },
    "com.linkedin.timeseries.TimeWindow": {"record": {"startTimeMillis": "long", "length": "com.linkedin.timeseries.TimeWindowSize"}},
    "com.linkedin.timeseries.PartitionType": {"enum": ["FULL_TABLE", "QUERY", "PARTITION"]},
    "com.linkedin.dataset.DatasetUserUsageCounts": {"record": {"user": "urn", "count": "int", "userEmail": "string?"}}
  },
  "timeseries": {
    "fields": [
      "/lastExecutedAt", "/partitionSpec/partition", "/queryCost", "/queryCount", "/uniqueUserCount",
      "/userCounts/*/count", "/userCounts/*/userEmail"
    ],
    "collections": {"/userCounts": "user"}
  }
}

"""#),
EmbeddedFile(path: "aspects/repositoryKey.json", content: #"""
{
  "aspect": "repositoryKey",
  "class": "com.linkedin.repository.RepositoryKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/repositoryLineage.json", content: #"""
{
  "aspect": "repositoryLineage",
  "class": "com.linkedin.repository.RepositoryLineage",
  "kind": "versioned",
  "fields": {"forkOf": {"urn": ["repository"], "optional": true}},
  "relationships": [{"path": "/forkOf", "name": "RepositoryForkOf", "to": ["repository"], "lineage": "upstream"}]
}

"""#),
EmbeddedFile(path: "aspects/repositoryProperties.json", content: #"""
{
  "aspect": "repositoryProperties",
  "class": "com.linkedin.repository.RepositoryProperties",
  "kind": "versioned",
  "fields": {
    "name": "string",
    "description": "string?",
    "defaultBranch": "string?",
    "languages": {"array": "string", "optional": true},
    "license": "string?",
    "homepageUrl": "string?",
    "archived": "boolean?",
    "created": "com.linkedin.common.AuditStamp?",
    "lastModified": "com.linkedin.common.AuditStamp?"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME", "queryByDefault": false},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME", "queryByDefault": false},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/repositorySource.json", content: #"""
{
  "aspect": "repositorySource",
  "class": "com.linkedin.repository.RepositorySource",
  "kind": "versioned",
  "fields": {"externalUrl": "string?", "externalId": "string?"}
}

"""#),
EmbeddedFile(path: "aspects/restApiProperties.json", content: #"""
{
  "aspect": "restApiProperties",
  "class": "com.linkedin.api.RestApiProperties",
  "kind": "versioned",
  "fields": {"method": "com.linkedin.api.HttpMethod", "path": "string"},
  "types": {"com.linkedin.api.HttpMethod": {"enum": ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"]}},
  "search": [
    {"path": "/method", "field": "method", "type": "KEYWORD", "filter": true, "filterName": "HTTP Method"},
    {"path": "/path", "field": "path", "type": "KEYWORD", "filter": true, "filterName": "Route"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/roleKey.json", content: #"""
{
  "aspect": "roleKey",
  "class": "com.linkedin.metadata.key.RoleKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/roleMembership.json", content: #"""
{
  "aspect": "roleMembership",
  "class": "com.linkedin.identity.RoleMembership",
  "kind": "versioned",
  "fields": {"roles": {"array": "urn"}},
  "relationships": [{"path": "/roles/*", "name": "IsMemberOfRole", "to": ["dataHubRole"]}]
}

"""#),
EmbeddedFile(path: "aspects/roleProperties.json", content: #"""
{
  "aspect": "roleProperties",
  "class": "com.linkedin.role.RoleProperties",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "name": "string",
    "description": "string?",
    "type": "string",
    "requestUrl": "string?",
    "created": "com.linkedin.common.AuditStamp?"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/schemaFieldAliases.json", content: #"""
{
  "aspect": "schemaFieldAliases",
  "class": "com.linkedin.schemafield.SchemaFieldAliases",
  "kind": "versioned",
  "fields": {"aliases": {"array": "string", "optional": true}},
  "search": [{"path": "/aliases/*", "field": "schemaFieldAliases", "type": "URN", "queryByDefault": false}]
}

"""#),
EmbeddedFile(path: "aspects/schemaFieldKey.json", content: #"""
{
  "aspect": "schemaFieldKey",
  "class": "com.linkedin.metadata.key.SchemaFieldKey",
  "kind": "key",
  "fields": {"parent": "urn", "fieldPath": "string"},
  "search": [
    {"path": "/fieldPath", "field": "fieldPath", "type": "KEYWORD"},
    {"path": "/parent", "field": "parent", "type": "URN"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/schemaMetadata.json", content: #"""
{
  "aspect": "schemaMetadata",
  "class": "com.linkedin.schema.SchemaMetadata",
  "kind": "versioned",
  "fields": {
    "schemaName": "string",
    "platform": {"urn": ["dataPlatform"]},
    "version": "long",
    "created": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "lastModified": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
    "deleted": "com.linkedin.common.AuditStamp?",
    "dataset": {"urn": ["dataset"], "optional": true},
    "cluster": "string?",
    "hash": "string",
    "platformSchema": {
      "union": {
        "com.linkedin.schema.EspressoSchema": "com.linkedin.schema.EspressoSchema",
        "com.linkedin.schema.OracleDDL": "com.linkedin.schema.OracleDDL",
        "com.linkedin.schema.MySqlDDL": "com.linkedin.schema.MySqlDDL",
        "com.linkedin.schema.PrestoDDL": "com.linkedin.schema.PrestoDDL",
        "com.linkedin.schema.KafkaSchema": "com.linkedin.schema.KafkaSchema",
        "com.linkedin.schema.BinaryJsonSchema": "com.linkedin.schema.BinaryJsonSchema",
        "com.linkedin.schema.OrcSchema": "com.linkedin.schema.OrcSchema",
        "com.linkedin.schema.Schemaless": "com.linkedin.schema.Schemaless",
        "com.linkedin.schema.KeyValueSchema": "com.linkedin.schema.KeyValueSchema",
        "com.linkedin.schema.OtherSchema": "com.linkedin.schema.OtherSchema"
      }
    },
    "fields": {"array": "com.linkedin.schema.SchemaField"},
    "primaryKeys": {"array": "string", "optional": true},
    "foreignKeysSpecs": {"map": "com.linkedin.schema.ForeignKeySpec", "optional": true},
    "foreignKeys": {"array": "com.linkedin.schema.ForeignKeyConstraint", "optional": true}
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.schema.EspressoSchema": {"record": {"documentSchema": "string", "tableSchema": "string"}},
    "com.linkedin.schema.OracleDDL": {"record": {"tableSchema": "string"}},
    "com.linkedin.schema.MySqlDDL": {"record": {"tableSchema": "string"}},
    "com.linkedin.schema.PrestoDDL": {"record": {"rawSchema": "string"}},
    "com.linkedin.schema.KafkaSchema": {
      "record": {
        "documentSchema": "string",
        "documentSchemaType": "string?",
        "keySchema": "string?",
        "keySchemaType": "string?"
      }
    },
    "com.linkedin.schema.BinaryJsonSchema": {"record": {"schema": "string"}},
    "com.linkedin.schema.OrcSchema": {"record": {"schema": "string"}},
    "com.linkedin.schema.Schemaless": {"record": {}},
    "com.linkedin.schema.KeyValueSchema": {"record": {"keySchema": "string", "valueSchema": "string"}},
    "com.linkedin.schema.OtherSchema": {"record": {"rawSchema": "string"}},
    "com.linkedin.schema.SchemaField": {
      "record": {
        "fieldPath": "string",
        "jsonPath": "string?",
        "nullable": {"type": "boolean", "default": false},
        "description": "string?",
        "label": "string?",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "type": "com.linkedin.schema.SchemaFieldDataType",
        "nativeDataType": "string",
        "recursive": {"type": "boolean", "default": false},
        "globalTags": "com.linkedin.common.GlobalTags?",
        "glossaryTerms": "com.linkedin.common.GlossaryTerms?",
        "isPartOfKey": {"type": "boolean", "default": false},
        "isPartitioningKey": "boolean?",
        "jsonProps": "string?"
      }
    },
    "com.linkedin.schema.SchemaFieldDataType": {
      "record": {
        "type": {
          "union": {
            "com.linkedin.schema.BooleanType": "com.linkedin.schema.BooleanType",
            "com.linkedin.schema.FixedType": "com.linkedin.schema.FixedType",
            "com.linkedin.schema.StringType": "com.linkedin.schema.StringType",
            "com.linkedin.schema.BytesType": "com.linkedin.schema.BytesType",
            "com.linkedin.schema.NumberType": "com.linkedin.schema.NumberType",
            "com.linkedin.schema.DateType": "com.linkedin.schema.DateType",
            "com.linkedin.schema.TimeType": "com.linkedin.schema.TimeType",
            "com.linkedin.schema.EnumType": "com.linkedin.schema.EnumType",
            "com.linkedin.schema.NullType": "com.linkedin.schema.NullType",
            "com.linkedin.schema.MapType": "com.linkedin.schema.MapType",
            "com.linkedin.schema.ArrayType": "com.linkedin.schema.ArrayType",
            "com.linkedin.schema.UnionType": "com.linkedin.schema.UnionType",
            "com.linkedin.schema.RecordType": "com.linkedin.schema.RecordType"
          }
        }
      }
    },
    "com.linkedin.schema.BooleanType": {"record": {}},
    "com.linkedin.schema.FixedType": {"record": {}},
    "com.linkedin.schema.StringType": {"record": {}},
    "com.linkedin.schema.BytesType": {"record": {}},
    "com.linkedin.schema.NumberType": {"record": {}},
    "com.linkedin.schema.DateType": {"record": {}},
    "com.linkedin.schema.TimeType": {"record": {}},
    "com.linkedin.schema.EnumType": {"record": {}},
    "com.linkedin.schema.NullType": {"record": {}},
    "com.linkedin.schema.MapType": {"record": {"keyType": "string?", "valueType": "string?"}},
    "com.linkedin.schema.ArrayType": {"record": {"nestedType": {"array": "string", "optional": true}}},
    "com.linkedin.schema.UnionType": {"record": {"nestedTypes": {"array": "string", "optional": true}}},
    "com.linkedin.schema.RecordType": {"record": {}},
    "com.linkedin.common.GlobalTags": {"record": {"tags": {"array": "com.linkedin.common.TagAssociation"}}},
    "com.linkedin.common.TagAssociation": {
      "record": {"tag": {"urn": ["tag"]}, "context": "string?", "attribution": "com.linkedin.common.MetadataAttribution?"}
    },
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}},
    "com.linkedin.common.GlossaryTerms": {
      "record": {
        "terms": {"array": "com.linkedin.common.GlossaryTermAssociation"},
        "auditStamp": "com.linkedin.common.AuditStamp"
      }
    },
    "com.linkedin.common.GlossaryTermAssociation": {
      "record": {
        "urn": {"urn": ["glossaryTerm"]},
        "actor": "urn?",
        "context": "string?",
        "attribution": "com.linkedin.common.MetadataAttribution?"
      }
    },
    "com.linkedin.schema.ForeignKeySpec": {
      "record": {
        "foreignKey": {
          "union": {
            "com.linkedin.schema.DatasetFieldForeignKey": "com.linkedin.schema.DatasetFieldForeignKey",
            "com.linkedin.schema.UrnForeignKey": "com.linkedin.schema.UrnForeignKey"
          }
        }
      }
    },
    "com.linkedin.schema.DatasetFieldForeignKey": {
      "record": {"parentDataset": {"urn": ["dataset"]}, "currentFieldPaths": {"array": "string"}, "parentField": "string"}
    },
    "com.linkedin.schema.UrnForeignKey": {"record": {"currentFieldPath": "string"}},
    "com.linkedin.schema.ForeignKeyConstraint": {
      "record": {
        "name": "string",
        "foreignFields": {"array": "urn"},
        "sourceFields": {"array": "urn"},
        "foreignDataset": {"urn": ["dataset"]}
      }
    }
  },
  "relationships": [
    {"path": "/fields/*/globalTags/tags/*/tag", "name": "SchemaFieldTaggedWith", "to": ["tag"]},
    {"path": "/fields/*/glossaryTerms/terms/*/urn", "name": "SchemaFieldWithGlossaryTerm", "to": ["glossaryTerm"]},
    {"path": "/foreignKeys/*/foreignDataset", "name": "ForeignKeyToDataset", "to": ["dataset"]},
    {"path": "/foreignKeys/*/foreignFields/*", "name": "ForeignKeyTo", "to": ["schemaField"]}
  ],
  "search": [
    {
      "path": "/fields/*/description",
      "field": "fieldDescriptions",
      "type": "TEXT",
      "boost": 1.0,
      "hasValues": "hasDescription",
      "richText": true
    },
    {"path": "/fields/*/fieldPath", "field": "fieldPaths", "type": "TEXT", "queryByDefault": true, "boost": 1.0},
    {
      "path": "/fields/*/globalTags/tags/*/attribution/actor",
      "field": "fieldTagAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/fields/*/globalTags/tags/*/attribution/source",
      "field": "fieldTagAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/fields/*/globalTags/tags/*/attribution/time",
      "field": "fieldTagAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/fields/*/globalTags/tags/*/tag",
      "field": "fieldTags",
      "type": "URN",
      "boost": 0.5,
      "hasValues": "hasTags"
    },
    {
      "path": "/fields/*/glossaryTerms/terms/*/attribution/actor",
      "field": "fieldTermAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/fields/*/glossaryTerms/terms/*/attribution/source",
      "field": "fieldTermAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/fields/*/glossaryTerms/terms/*/attribution/time",
      "field": "fieldTermAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    },
    {
      "path": "/fields/*/glossaryTerms/terms/*/urn",
      "field": "fieldGlossaryTerms",
      "type": "URN",
      "boost": 0.5,
      "hasValues": "hasGlossaryTerms"
    },
    {"path": "/fields/*/label", "field": "fieldLabels", "type": "TEXT", "boost": 1.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/schemafieldInfo.json", content: #"""
{
  "aspect": "schemafieldInfo",
  "class": "com.linkedin.schemafield.SchemaFieldInfo",
  "kind": "versioned",
  "fields": {"name": "string?", "schemaFieldAliases": {"array": "string", "optional": true}},
  "search": [
    {
      "path": "/name",
      "field": "name",
      "type": "KEYWORD",
      "queryByDefault": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/schemaFieldAliases/*", "field": "schemaFieldAliases", "type": "URN", "queryByDefault": true}
  ]
}

"""#),
EmbeddedFile(path: "aspects/searchTemplateKey.json", content: #"""
{
  "aspect": "searchTemplateKey",
  "class": "com.linkedin.metadata.key.SearchTemplateKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/searchTemplateProperties.json", content: #"""
{
  "aspect": "searchTemplateProperties",
  "class": "com.linkedin.search.template.SearchTemplateProperties",
  "kind": "versioned",
  "fields": {
    "name": "string",
    "description": "string?",
    "dialect": {"type": "com.linkedin.search.template.SearchTemplateDialect", "default": "ELASTICSEARCH"},
    "apiVersion": "int?",
    "capabilities": {"array": "string", "optional": true},
    "query": "string?",
    "queryFragments": {"map": "string", "optional": true},
    "clauses": "string?",
    "functionScore": "string?",
    "rescore": "string?",
    "knn": "string?",
    "ranking": "com.linkedin.search.template.SearchTemplateRanking?",
    "retrieval": "com.linkedin.search.template.SearchTemplateRetrieval?",
    "ladder": "com.linkedin.search.template.SearchTemplateLadder?",
    "aggregations": "string?",
    "sort": "string?",
    "fields": "com.linkedin.search.template.SearchFieldOverrides?",
    "structuredPropertyQuery": "com.linkedin.search.template.StructuredPropertyQuery?",
    "normalization": "com.linkedin.search.template.SearchTemplateNormalization?",
    "highlightFields": "com.linkedin.search.template.HighlightFieldOverrides?",
    "parameters": {"map": "string", "optional": true},
    "boosts": {"array": "com.linkedin.search.template.SearchTemplateBoost", "optional": true},
    "routes": {"array": "com.linkedin.search.template.SearchTemplateRoute", "optional": true},
    "defaultRoute": "com.linkedin.search.template.SearchTemplateDefaultRoute?",
    "parent": {"urn": ["searchTemplate"], "optional": true},
    "editable": {"type": "boolean", "default": true}
  },
  "types": {
    "com.linkedin.search.template.SearchTemplateDialect": {"enum": ["ELASTICSEARCH", "POSTGRES"]},
    "com.linkedin.search.template.SearchTemplateRanking": {
      "record": {
        "preset": "string?",
        "window": "int?",
        "windowSizer": "string?",
        "parameters": {"map": "string", "optional": true}
      }
    },
    "com.linkedin.search.template.SearchTemplateRetrieval": {
      "record": {
        "mode": "string?",
        "model": "string?",
        "field": "string?",
        "candidateCap": "int?",
        "total": "string?",
        "facets": "string?",
        "page": "string?",
        "authorization": "string?",
        "onFailure": "string?",
        "bridge": "com.linkedin.search.template.SearchTemplateRetrievalBridge?"
      }
    },
    "com.linkedin.search.template.SearchTemplateRetrievalBridge": {"record": {"pivotField": "string?", "onFailure": "string?"}},
    "com.linkedin.search.template.SearchTemplateLadder": {
      "record": {
        "select": {"array": "string", "optional": true},
        "stop": {"array": "com.linkedin.search.template.SearchTemplateLadderStop", "optional": true},
        "next": "urn?",
        "parallel": {"array": "urn", "optional": true},
        "join": "string?",
        "fusion": "string?",
        "fusionCap": "int?",
        "facets": "string?"
      }
    },
    "com.linkedin.search.template.SearchTemplateLadderStop": {"record": {"minHits": "int?", "emptyWhen": "string?"}},
    "com.linkedin.search.template.SearchFieldOverrides": {
      "record": {
        "add": {"array": "com.linkedin.search.template.SearchFieldBoost", "optional": true},
        "remove": {"array": "string", "optional": true},
        "replace": {"array": "com.linkedin.search.template.SearchFieldBoost", "optional": true},
        "override": {"array": "com.linkedin.search.template.SearchFieldBoost", "optional": true}
      }
    },
    "com.linkedin.search.template.SearchFieldBoost": {"record": {"fieldName": "string", "boost": "double", "subfield": "string?"}},
    "com.linkedin.search.template.StructuredPropertyQuery": {
      "record": {
        "analyzedValue": "com.linkedin.search.template.StructuredPropertyClause?",
        "exactValue": "com.linkedin.search.template.StructuredPropertyClause?",
        "nameAndValue": "com.linkedin.search.template.StructuredPropertyClause?"
      }
    },
    "com.linkedin.search.template.StructuredPropertyClause": {
      "record": {
        "enabled": {"type": "boolean", "default": true},
        "operator": "com.linkedin.search.template.StructuredPropertyOperator?",
        "weight": "float?"
      }
    },
    "com.linkedin.search.template.StructuredPropertyOperator": {"enum": ["AND", "OR"]},
    "com.linkedin.search.template.SearchTemplateNormalization": {
      "record": {
        "wildcardMinimumLength": "int?",
        "synonymCap": "int?",
        "fuzzyTokenThreshold": "int?",
        "mediumFuzzyTokenThreshold": "int?",
        "broadQueryTokenCap": "int?",
        "shortFuzzyEdits": "int?",
        "mediumFuzzyEdits": "int?"
      }
    },
    "com.linkedin.search.template.HighlightFieldOverrides": {
      "record": {
        "add": {"array": "string", "optional": true},
        "remove": {"array": "string", "optional": true},
        "replace": {"array": "string", "optional": true}
      }
    },
    "com.linkedin.search.template.SearchTemplateBoost": {"record": {"field": "string", "subfield": "string?", "values": "string", "weight": "double"}},
    "com.linkedin.search.template.SearchTemplateRoute": {"record": {"queryRegex": "string", "template": "urn"}},
    "com.linkedin.search.template.SearchTemplateDefaultRoute": {"record": {"template": "urn?"}}
  },
  "relationships": [{"path": "/parent", "name": "IsPartOf", "to": ["searchTemplate"]}],
  "search": [
    {"path": "/apiVersion", "field": "apiVersion", "type": "COUNT", "queryByDefault": false},
    {"path": "/dialect", "field": "dialect", "type": "KEYWORD", "queryByDefault": false},
    {"path": "/editable", "field": "editable", "type": "BOOLEAN", "queryByDefault": false},
    {"path": "/parent", "field": "parent", "type": "URN", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/semanticContent.json", content: #"""
{
  "aspect": "semanticContent",
  "class": "com.linkedin.common.SemanticContent",
  "kind": "versioned",
  "fields": {"embeddings": {"map": "com.linkedin.common.EmbeddingModelData"}, "skipReason": "string?", "skippedAt": "long?"},
  "types": {
    "com.linkedin.common.EmbeddingModelData": {
      "record": {
        "modelVersion": "string",
        "generatedAt": "long",
        "sourceTextSha256": "string?",
        "chunkingStrategy": "string?",
        "totalChunks": "int",
        "totalTokens": "int?",
        "chunks": {"array": "com.linkedin.common.EmbeddingChunk"}
      }
    },
    "com.linkedin.common.EmbeddingChunk": {
      "record": {
        "position": "int",
        "vector": {"array": "float"},
        "characterOffset": "int?",
        "characterLength": "int?",
        "tokenCount": "int?",
        "text": "string?"
      }
    }
  }
}

"""#),
EmbeddedFile(path: "aspects/semanticFieldAnnotation.json", content: #"""
{
  "aspect": "semanticFieldAnnotation",
  "class": "com.linkedin.semanticmodel.SemanticFieldAnnotation",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "type": "com.linkedin.semanticmodel.SemanticFieldType",
    "expression": "com.linkedin.metric.MetricExpression",
    "aggregationFunction": "string?",
    "dimension": "com.linkedin.semanticmodel.Dimension?"
  },
  "types": {
    "com.linkedin.semanticmodel.SemanticFieldType": {"enum": ["DIMENSION", "MEASURE", "FILTER", "OTHER"]},
    "com.linkedin.metric.MetricExpression": {"record": {"dialects": {"array": "com.linkedin.metric.DialectExpression"}}},
    "com.linkedin.metric.DialectExpression": {"record": {"dialect": "com.linkedin.metric.Dialect", "expression": "string"}},
    "com.linkedin.metric.Dialect": {"enum": ["ANSI_SQL", "SNOWFLAKE", "MDX", "TABLEAU", "DATABRICKS", "MAQL", "OTHER"]},
    "com.linkedin.semanticmodel.Dimension": {"record": {"isTime": {"type": "boolean", "default": false}}}
  }
}

"""#),
EmbeddedFile(path: "aspects/semanticModelInfo.json", content: #"""
{
  "aspect": "semanticModelInfo",
  "class": "com.linkedin.semanticmodel.SemanticModelInfo",
  "kind": "versioned",
  "schemaVersion": 6,
  "fields": {
    "externalUrl": "string?",
    "name": "string",
    "description": "string?",
    "created": "com.linkedin.common.AuditStamp?",
    "lastModified": "com.linkedin.common.AuditStamp?",
    "nativeDefinition": "string?",
    "datasets": {"array": "urn", "default": []},
    "relationships": {"array": "com.linkedin.semanticmodel.SemanticModelRelationship", "optional": true}
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.semanticmodel.SemanticModelRelationship": {
      "record": {
        "name": "string?",
        "from": "string",
        "fromColumns": {"array": "string"},
        "to": "string",
        "toColumns": {"array": "string"},
        "aiContext": "com.linkedin.common.AiContext?",
        "cardinality": "com.linkedin.ermodelrelation.ERModelRelationshipCardinality?"
      }
    },
    "com.linkedin.common.AiContext": {
      "record": {
        "synonyms": {"array": "string", "optional": true},
        "instructions": "string?",
        "examples": {"array": "string", "optional": true},
        "customInstructions": "string?"
      }
    },
    "com.linkedin.ermodelrelation.ERModelRelationshipCardinality": {"enum": ["ONE_ONE", "ONE_N", "N_ONE", "N_N"]}
  },
  "search": [
    {"path": "/created/time", "field": "createdAt", "type": "DATETIME"},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"},
    {"path": "/lastModified/time", "field": "lastModifiedAt", "type": "DATETIME"},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/semanticModelKey.json", content: #"""
{
  "aspect": "semanticModelKey",
  "class": "com.linkedin.metadata.key.SemanticModelKey",
  "kind": "key",
  "fields": {"platform": "urn", "path": "string", "id": "string"},
  "search": [
    {"path": "/path", "field": "path", "type": "TEXT_PARTIAL", "filter": true, "filterName": "Path"},
    {
      "path": "/platform",
      "field": "platform",
      "type": "URN",
      "autocomplete": true,
      "filter": true,
      "filterName": "Platform"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/semanticModelProperties.json", content: #"""
{
  "aspect": "semanticModelProperties",
  "class": "com.linkedin.dataset.SemanticModelProperties",
  "kind": "versioned",
  "fields": {"alias": "string", "semanticModel": {"urn": ["semanticModel"]}},
  "relationships": [{"path": "/semanticModel", "name": "IsPartOf", "to": ["semanticModel"]}],
  "search": [
    {
      "path": "/semanticModel",
      "field": "semanticModel",
      "type": "URN",
      "queryByDefault": false,
      "hasValues": "hasSemanticModel"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/semanticText.json", content: #"""
{
  "aspect": "semanticText",
  "class": "com.linkedin.common.SemanticText",
  "kind": "versioned",
  "fields": {"text": "string"},
  "search": [{"path": "/text", "field": "semanticText", "type": "TEXT"}]
}

"""#),
EmbeddedFile(path: "aspects/serviceDefinition.json", content: #"""
{
  "aspect": "serviceDefinition",
  "class": "com.linkedin.service.ServiceDefinition",
  "kind": "versioned",
  "fields": {
    "format": "com.linkedin.service.ServiceDefinitionFormat",
    "rawSpec": "com.linkedin.common.LargeString",
    "version": "string?",
    "externalUrl": "string?"
  },
  "types": {
    "com.linkedin.service.ServiceDefinitionFormat": {"enum": ["OPENAPI", "GRAPHQL_SDL", "GRPC_PROTO", "ASYNCAPI", "JSON_SCHEMA", "OTHER"]},
    "com.linkedin.common.LargeString": {
      "record": {
        "blob": "string",
        "compression": {"type": "com.linkedin.common.CompressionType", "default": "NONE"},
        "uncompressedSize": "long?"
      }
    },
    "com.linkedin.common.CompressionType": {"enum": ["NONE", "GZIP"]}
  }
}

"""#),
EmbeddedFile(path: "aspects/serviceKey.json", content: #"""
{
  "aspect": "serviceKey",
  "class": "com.linkedin.service.ServiceKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/serviceProperties.json", content: #"""
{
  "aspect": "serviceProperties",
  "class": "com.linkedin.service.ServiceProperties",
  "kind": "versioned",
  "schemaVersion": 3,
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "displayName": "string",
    "description": "string?",
    "lifecycle": "com.linkedin.service.ServiceLifecycle?",
    "apis": {"array": "urn", "optional": true},
    "sourceRepository": {"urn": ["repository"], "optional": true}
  },
  "types": {"com.linkedin.service.ServiceLifecycle": {"enum": ["EXPERIMENTAL", "PRODUCTION", "DEPRECATED"]}},
  "relationships": [
    {"path": "/apis/*", "name": "ServiceComposesApi", "to": ["api"], "lineage": "downstream"},
    {"path": "/sourceRepository", "name": "SourcedFrom", "to": ["repository"], "lineage": "upstream"}
  ],
  "search": [
    {"path": "/apis/*", "field": "apis", "type": "URN", "queryByDefault": false},
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {
      "path": "/displayName",
      "field": "displayName",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    },
    {"path": "/lifecycle", "field": "lifecycle", "type": "KEYWORD", "filter": true, "filterName": "Lifecycle"},
    {"path": "/sourceRepository", "field": "sourceRepository", "type": "URN", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/siblings.json", content: #"""
{
  "aspect": "siblings",
  "class": "com.linkedin.common.Siblings",
  "kind": "versioned",
  "fields": {"siblings": {"array": "urn"}, "primary": "boolean"},
  "relationships": [{"path": "/siblings/*", "name": "SiblingOf", "to": ["dataset"]}],
  "search": [
    {
      "path": "/siblings/*",
      "field": "siblings",
      "type": "URN",
      "queryByDefault": false,
      "hasValuesFilter": true,
      "hasValues": "hasSiblings"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/slackUserInfo.json", content: #"""
{
  "aspect": "slackUserInfo",
  "class": "com.linkedin.dataplatform.slack.SlackUserInfo",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "slackInstance": {"urn": ["dataPlatformInstance"]},
    "id": "string",
    "name": "string",
    "realName": "string",
    "displayName": "string",
    "email": "string?",
    "teamId": "string",
    "isDeleted": "boolean",
    "isAdmin": "boolean",
    "isOwner": "boolean",
    "isPrimaryOwner": "boolean",
    "isBot": "boolean",
    "timezone": "string?",
    "timezoneOffset": "int?",
    "title": "string?",
    "phone": "string?",
    "profilePictureUrl": "string?",
    "statusText": "string?",
    "statusEmoji": "string?",
    "lastUpdatedSeconds": "long?"
  },
  "relationships": [{"path": "/slackInstance", "name": "PartOfSlackWorkspace", "to": ["dataPlatformInstance"]}],
  "search": [{"path": "/displayName", "field": "slackDisplayName", "type": "WORD_GRAM", "boost": 10.0}]
}

"""#),
EmbeddedFile(path: "aspects/sourceCode.json", content: #"""
{
  "aspect": "sourceCode",
  "class": "com.linkedin.ml.metadata.SourceCode",
  "kind": "versioned",
  "fields": {"sourceCode": {"array": "com.linkedin.ml.metadata.SourceCodeUrl"}},
  "types": {
    "com.linkedin.ml.metadata.SourceCodeUrl": {"record": {"type": "com.linkedin.ml.metadata.SourceCodeUrlType", "sourceCodeUrl": "string"}},
    "com.linkedin.ml.metadata.SourceCodeUrlType": {"enum": ["ML_MODEL_SOURCE_CODE", "TRAINING_PIPELINE_SOURCE_CODE", "EVALUATION_PIPELINE_SOURCE_CODE"]}
  }
}

"""#),
EmbeddedFile(path: "aspects/status.json", content: #"""
{
  "aspect": "status",
  "class": "com.linkedin.common.Status",
  "kind": "versioned",
  "fields": {
    "removed": {"type": "boolean", "default": false},
    "lifecycleStage": "urn?",
    "lifecycleLastUpdated": "com.linkedin.common.AuditStamp?"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/lifecycleStage", "field": "lifecycleStage", "type": "KEYWORD", "queryByDefault": false},
    {"path": "/removed", "field": "removed", "type": "BOOLEAN"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/storageFeatures.json", content: #"""
{
  "aspect": "storageFeatures",
  "class": "com.linkedin.metadata.search.features.StorageFeatures",
  "kind": "versioned",
  "fields": {"rowCount": "long?", "columnCount": "long?"}
}

"""#),
EmbeddedFile(path: "aspects/structuredProperties.json", content: #"""
{
  "aspect": "structuredProperties",
  "class": "com.linkedin.structured.StructuredProperties",
  "kind": "versioned",
  "fields": {"properties": {"array": "com.linkedin.structured.StructuredPropertyValueAssignment"}},
  "types": {
    "com.linkedin.structured.StructuredPropertyValueAssignment": {
      "record": {
        "propertyUrn": "urn",
        "values": {"array": {"union": {"string": "string", "double": "double"}}},
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "attribution": "com.linkedin.common.MetadataAttribution?"
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}}
  },
  "search": [
    {
      "path": "/properties/*/attribution/actor",
      "field": "structuredPropertyAttributionActors",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/properties/*/attribution/source",
      "field": "structuredPropertyAttributionSources",
      "type": "URN",
      "queryByDefault": false
    },
    {
      "path": "/properties/*/attribution/time",
      "field": "structuredPropertyAttributionDates",
      "type": "DATETIME",
      "queryByDefault": false
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/structuredPropertyKey.json", content: #"""
{
  "aspect": "structuredPropertyKey",
  "class": "com.linkedin.structured.StructuredPropertyKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/structuredPropertySettings.json", content: #"""
{
  "aspect": "structuredPropertySettings",
  "class": "com.linkedin.structured.StructuredPropertySettings",
  "kind": "versioned",
  "fields": {
    "isHidden": {"type": "boolean", "default": false},
    "showInSearchFilters": {"type": "boolean", "default": false},
    "showInAssetSummary": {"type": "boolean", "default": false},
    "hideInAssetSummaryWhenEmpty": {"type": "boolean", "default": false},
    "showAsAssetBadge": {"type": "boolean", "default": false},
    "showInColumnsTable": {"type": "boolean", "default": false},
    "lastModified": "com.linkedin.common.AuditStamp?"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "search": [
    {"path": "/hideInAssetSummaryWhenEmpty", "field": "hideInAssetSummaryWhenEmpty", "type": "BOOLEAN"},
    {"path": "/isHidden", "field": "isHidden", "type": "BOOLEAN"},
    {"path": "/lastModified/time", "field": "lastModifiedSettings", "type": "DATETIME"},
    {"path": "/showAsAssetBadge", "field": "showAsAssetBadge", "type": "BOOLEAN"},
    {"path": "/showInAssetSummary", "field": "showInAssetSummary", "type": "BOOLEAN"},
    {"path": "/showInColumnsTable", "field": "showInColumnsTable", "type": "BOOLEAN"},
    {"path": "/showInSearchFilters", "field": "showInSearchFilters", "type": "BOOLEAN"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/subTypes.json", content: #"""
{
  "aspect": "subTypes",
  "class": "com.linkedin.common.SubTypes",
  "kind": "versioned",
  "fields": {"typeNames": {"array": "string"}},
  "search": [
    {
      "path": "/typeNames/*",
      "field": "typeNames",
      "type": "KEYWORD",
      "queryByDefault": false,
      "filter": true,
      "filterName": "Sub Type"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/systemMetadata.json", content: #"""
{
  "aspect": "systemMetadata",
  "class": "com.linkedin.mxe.SystemMetadata",
  "kind": "versioned",
  "fields": {
    "lastObserved": {"type": "long", "default": 0},
    "runId": {"type": "string", "default": "no-run-id-provided"},
    "lastRunId": {"type": "string", "default": "no-run-id-provided"},
    "pipelineName": "string?",
    "registryName": "string?",
    "registryVersion": "string?",
    "properties": {"map": "string", "optional": true},
    "version": "string?",
    "schemaVersion": "long?",
    "aspectCreated": "com.linkedin.common.AuditStamp?",
    "aspectModified": "com.linkedin.common.AuditStamp?"
  },
  "types": {
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  }
}

"""#),
EmbeddedFile(path: "aspects/tagKey.json", content: #"""
{
  "aspect": "tagKey",
  "class": "com.linkedin.metadata.key.TagKey",
  "kind": "key",
  "fields": {"name": "string"},
  "search": [{"path": "/name", "field": "id", "type": "WORD_GRAM", "autocomplete": true, "boost": 10.0}]
}

"""#),
EmbeddedFile(path: "aspects/tagProperties.json", content: #"""
{
  "aspect": "tagProperties",
  "class": "com.linkedin.tag.TagProperties",
  "kind": "versioned",
  "fields": {"name": "string", "description": "string?", "colorHex": "string?"},
  "search": [
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {
      "path": "/name",
      "field": "name",
      "type": "WORD_GRAM",
      "autocomplete": true,
      "boost": 10.0,
      "aliases": ["_entityName"]
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/telemetryClientId.json", content: #"""
{
  "aspect": "telemetryClientId",
  "class": "com.linkedin.telemetry.TelemetryClientId",
  "kind": "versioned",
  "fields": {"clientId": "string"}
}

"""#),
EmbeddedFile(path: "aspects/telemetryKey.json", content: #"""
{
  "aspect": "telemetryKey",
  "class": "com.linkedin.metadata.key.TelemetryKey",
  "kind": "key",
  "fields": {"name": "string"}
}

"""#),
EmbeddedFile(path: "aspects/testInfo.json", content: #"""
{
  "aspect": "testInfo",
  "class": "com.linkedin.test.TestInfo",
  "kind": "versioned",
  "fields": {
    "name": "string",
    "category": "string",
    "description": "string?",
    "definition": "com.linkedin.test.TestDefinition"
  },
  "types": {
    "com.linkedin.test.TestDefinition": {"record": {"type": "com.linkedin.test.TestDefinitionType", "json": "string?"}},
    "com.linkedin.test.TestDefinitionType": {"enum": ["JSON"]}
  },
  "search": [
    {"path": "/category", "field": "category", "type": "KEYWORD"},
    {"path": "/description", "field": "description", "type": "TEXT", "hasValues": "hasDescription"},
    {"path": "/name", "field": "name", "type": "TEXT_PARTIAL", "boost": 10.0}
  ]
}

"""#),
EmbeddedFile(path: "aspects/testKey.json", content: #"""
{
  "aspect": "testKey",
  "class": "com.linkedin.metadata.key.TestKey",
  "kind": "key",
  "fields": {"id": "string"}
}

"""#),
EmbeddedFile(path: "aspects/testResults.json", content: #"""
{
  "aspect": "testResults",
  "class": "com.linkedin.test.TestResults",
  "kind": "versioned",
  "fields": {"failing": {"array": "com.linkedin.test.TestResult"}, "passing": {"array": "com.linkedin.test.TestResult"}},
  "types": {
    "com.linkedin.test.TestResult": {
      "record": {
        "test": "urn",
        "type": "com.linkedin.test.TestResultType",
        "testDefinitionMd5": "string?",
        "lastComputed": "com.linkedin.common.AuditStamp?"
      }
    },
    "com.linkedin.test.TestResultType": {"enum": ["SUCCESS", "FAILURE"]},
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [
    {"path": "/failing/*/test", "name": "IsFailing", "to": ["test"]},
    {"path": "/passing/*/test", "name": "IsPassing", "to": ["test"]}
  ],
  "search": [
    {
      "path": "/failing/*/test",
      "field": "failingTests",
      "type": "URN",
      "queryByDefault": false,
      "hasValues": "hasFailingTests"
    },
    {
      "path": "/passing/*/test",
      "field": "passingTests",
      "type": "URN",
      "queryByDefault": false,
      "hasValues": "hasPassingTests"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/upstreamLineage.json", content: #"""
{
  "aspect": "upstreamLineage",
  "class": "com.linkedin.dataset.UpstreamLineage",
  "kind": "versioned",
  "schemaVersion": 2,
  "fields": {
    "upstreams": {"array": "com.linkedin.dataset.Upstream"},
    "fineGrainedLineages": {"array": "com.linkedin.dataset.FineGrainedLineage", "optional": true}
  },
  "types": {
    "com.linkedin.dataset.Upstream": {
      "record": {
        "auditStamp": {"type": "com.linkedin.common.AuditStamp", "default": {"actor": "urn:li:corpuser:unknown", "time": 0}},
        "created": "com.linkedin.common.AuditStamp?",
        "dataset": {"urn": ["dataset"]},
        "type": "com.linkedin.dataset.DatasetLineageType",
        "properties": {"map": "string", "optional": true},
        "query": "urn?",
        "matchType": "com.linkedin.dataset.LineageMatchType?"
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}},
    "com.linkedin.dataset.DatasetLineageType": {"enum": ["COPY", "TRANSFORMED", "VIEW"]},
    "com.linkedin.dataset.LineageMatchType": {"enum": ["EXACT", "NORMALIZED", "UNRESOLVED"]},
    "com.linkedin.dataset.FineGrainedLineage": {
      "record": {
        "upstreamType": "com.linkedin.dataset.FineGrainedLineageUpstreamType",
        "upstreams": {"array": "urn", "optional": true},
        "downstreamType": "com.linkedin.dataset.FineGrainedLineageDownstreamType",
        "downstreams": {"array": "urn", "optional": true},
        "transformOperation": "string?",
        "confidenceScore": {"type": "float", "default": 1.0},
        "query": "urn?",
        "matchType": "com.linkedin.dataset.LineageMatchType?"
      }
    },
    "com.linkedin.dataset.FineGrainedLineageUpstreamType": {"enum": ["FIELD_SET", "DATASET", "NONE"]},
    "com.linkedin.dataset.FineGrainedLineageDownstreamType": {"enum": ["FIELD", "FIELD_SET"]}
  },
  "relationships": [
    {"path": "/fineGrainedLineages/*/upstreams/*", "name": "DownstreamOf", "to": ["dataset", "schemaField"]},
    {
      "path": "/upstreams/*/dataset",
      "name": "DownstreamOf",
      "to": ["dataset"],
      "lineage": "upstream",
      "createdOn": "/upstreams/*/created/time",
      "createdActor": "/upstreams/*/created/actor",
      "updatedOn": "/upstreams/*/auditStamp/time",
      "updatedActor": "/upstreams/*/auditStamp/actor",
      "properties": "/upstreams/*/properties",
      "via": "/upstreams/*/query"
    }
  ],
  "search": [
    {
      "path": "/fineGrainedLineages/*/upstreams/*",
      "field": "fineGrainedUpstreams",
      "type": "URN",
      "queryByDefault": false,
      "hasValues": "hasFineGrainedUpstreams"
    },
    {
      "path": "/upstreams/*/dataset",
      "field": "upstreams",
      "type": "URN",
      "queryByDefault": false,
      "hasValues": "hasUpstreams"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/upstreamMetrics.json", content: #"""
{
  "aspect": "upstreamMetrics",
  "class": "com.linkedin.common.UpstreamMetrics",
  "kind": "versioned",
  "fields": {"metrics": {"array": "com.linkedin.common.Edge"}},
  "types": {
    "com.linkedin.common.Edge": {
      "record": {
        "sourceUrn": "urn?",
        "destinationUrn": "urn",
        "created": "com.linkedin.common.AuditStamp?",
        "lastModified": "com.linkedin.common.AuditStamp?",
        "properties": {"map": "string", "optional": true}
      }
    },
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [
    {
      "path": "/metrics/*/destinationUrn",
      "name": "ConsumesMetric",
      "to": ["metric"],
      "lineage": "upstream",
      "createdOn": "/metrics/*/created/time",
      "createdActor": "/metrics/*/created/actor",
      "updatedOn": "/metrics/*/lastModified/time",
      "updatedActor": "/metrics/*/lastModified/actor",
      "properties": "/metrics/*/properties"
    }
  ],
  "search": [
    {
      "path": "/metrics/*/destinationUrn",
      "field": "upstreamMetrics",
      "type": "URN",
      "queryByDefault": false,
      "hasValues": "hasUpstreamMetrics"
    }
  ]
}

"""#),
EmbeddedFile(path: "aspects/usageFeatures.json", content: #"""
{
  "aspect": "usageFeatures",
  "class": "com.linkedin.metadata.search.features.UsageFeatures",
  "kind": "versioned",
  "fields": {
    "queryCountLast30Days": "long?",
    "uniqueUserCountLast30Days": "long?",
    "topUsersLast30Days": {"array": "urn", "optional": true},
    "queryCountPercentileLast30Days": "int?",
    "uniqueUserPercentileLast30Days": "int?",
    "combinedSearchRankingMultiplier": "float?",
    "lastOperationTimestampMs": "long?"
  }
}

"""#),
EmbeddedFile(path: "aspects/versionInfo.json", content: #"""
{
  "aspect": "versionInfo",
  "class": "com.linkedin.datajob.VersionInfo",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "externalUrl": "string?",
    "version": "string",
    "versionType": "string"
  },
  "search": [
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/externalUrl", "field": "externalUrl", "type": "KEYWORD"}
  ]
}

"""#),
EmbeddedFile(path: "aspects/versionProperties.json", content: #"""
{
  "aspect": "versionProperties",
  "class": "com.linkedin.common.VersionProperties",
  "kind": "versioned",
  "fields": {
    "versionSet": {"urn": ["versionSet"]},
    "version": "com.linkedin.common.VersionTag",
    "aliases": {"array": "com.linkedin.common.VersionTag", "default": []},
    "comment": "string?",
    "sortId": "string",
    "versioningScheme": {"type": "com.linkedin.versionset.VersioningScheme", "default": "LEXICOGRAPHIC_STRING"},
    "sourceCreatedTimestamp": "com.linkedin.common.AuditStamp?",
    "metadataCreatedTimestamp": "com.linkedin.common.AuditStamp?",
    "isLatest": "boolean?"
  },
  "types": {
    "com.linkedin.common.VersionTag": {"record": {"versionTag": "string?", "metadataAttribution": "com.linkedin.common.MetadataAttribution?"}},
    "com.linkedin.common.MetadataAttribution": {"record": {"time": "long", "actor": "urn", "source": "urn?", "sourceDetail": {"map": "string", "default": {}}}},
    "com.linkedin.versionset.VersioningScheme": {"enum": ["LEXICOGRAPHIC_STRING", "ALPHANUMERIC_GENERATED_BY_DATAHUB"]},
    "com.linkedin.common.AuditStamp": {"record": {"time": "long", "actor": "urn", "impersonator": "urn?", "message": "string?"}}
  },
  "relationships": [{"path": "/versionSet", "name": "VersionOf", "to": ["versionSet"]}],
  "search": [
    {"path": "/aliases/*/versionTag", "field": "aliases", "type": "TEXT", "queryByDefault": false},
    {"path": "/isLatest", "field": "isLatest", "type": "BOOLEAN", "queryByDefault": false},
    {"path": "/sortId", "field": "versionSortId", "type": "TEXT", "queryByDefault": false},
    {"path": "/version/versionTag", "field": "version", "type": "TEXT", "queryByDefault": false},
    {"path": "/versionSet", "field": "versionSet", "type": "TEXT", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/versionSetKey.json", content: #"""
{
  "aspect": "versionSetKey",
  "class": "com.linkedin.metadata.key.VersionSetKey",
  "kind": "key",
  "fields": {"id": "string", "entityType": "string"}
}

"""#),
EmbeddedFile(path: "aspects/versionSetProperties.json", content: #"""
{
  "aspect": "versionSetProperties",
  "class": "com.linkedin.versionset.VersionSetProperties",
  "kind": "versioned",
  "fields": {
    "customProperties": {"map": "string", "default": {}},
    "latest": "urn",
    "versioningScheme": "com.linkedin.versionset.VersioningScheme"
  },
  "types": {
    "com.linkedin.versionset.VersioningScheme": {"enum": ["LEXICOGRAPHIC_STRING", "ALPHANUMERIC_GENERATED_BY_DATAHUB"]}
  },
  "search": [
    {"path": "/customProperties/*", "field": "customProperties", "type": "TEXT", "queryByDefault": true},
    {"path": "/latest", "field": "latest", "type": "TEXT", "queryByDefault": false}
  ]
}

"""#),
EmbeddedFile(path: "aspects/viewProperties.json", content: #"""
{
  "aspect": "viewProperties",
  "class": "com.linkedin.dataset.ViewProperties",
  "kind": "versioned",
  "fields": {"materialized": "boolean", "viewLogic": "string", "formattedViewLogic": "string?", "viewLanguage": "string"},
  "search": [{"path": "/materialized", "field": "materialized", "type": "BOOLEAN", "weights": {"true": 0.5}}]
}

"""#),
]
static let avro: [EmbeddedFile] = [
EmbeddedFile(path: "avro/FailedMetadataChangeProposal.avsc", content: #"""
{"type":"record","name":"FailedMetadataChangeProposal","namespace":"com.linkedin.pegasus2avro.mxe","fields":[{"name":"auditHeader","type":["null",{"type":"record","name":"KafkaAuditHeader","namespace":"com.linkedin.events","fields":[{"name":"time","type":"long"},{"name":"server","type":"string"},{"name":"instance","type":["null","string"],"default":null},{"name":"appName","type":"string"},{"name":"messageId","type":{"type":"fixed","name":"UUID","namespace":"com.linkedin.events","size":16}},{"name":"auditVersion","type":["null","int"],"default":null},{"name":"fabricUrn","type":["null","string"],"default":null},{"name":"clusterConnectionString","type":["null","string"],"default":null}]}],"default":null},{"name":"metadataChangeProposal","type":{"type":"record","name":"MetadataChangeProposal","namespace":"com.linkedin.pegasus2avro.mxe","fields":[{"name":"auditHeader","type":["null","com.linkedin.events.KafkaAuditHeader"],"default":null},{"name":"entityType","type":"string"},{"name":"entityUrn","type":["null","string"],"default":null},{"name":"entityKeyAspect","type":["null",{"type":"record","name":"GenericAspect","namespace":"com.linkedin.pegasus2avro.mxe","fields":[{"name":"value","type":"bytes"},{"name":"contentType","type":"string"}]}],"default":null},{"name":"changeType","type":{"type":"enum","name":"ChangeType","namespace":"com.linkedin.pegasus2avro.events.metadata","symbols":["UPSERT","CREATE","UPDATE","DELETE","PATCH","RESTATE","CREATE_ENTITY"]}},{"name":"aspectName","type":["null","string"],"default":null},{"name":"aspect","type":["null","com.linkedin.pegasus2avro.mxe.GenericAspect"],"default":null},{"name":"systemMetadata","type":["null",{"type":"record","name":"SystemMetadata","namespace":"com.linkedin.pegasus2avro.mxe","fields":[{"name":"lastObserved","type":["long","null"],"default":0},{"name":"runId","type":["string","null"],"default":"no-run-id-provided"},{"name":"lastRunId","type":["string","null"],"default":"no-run-id-provided"},{"name":"pipelineName","type":["null","string"],"default":null},{"name":"registryName","type":["null","string"],"default":null},{"name":"registryVersion","type":["null","string"],"default":null},{"name":"properties","type":["null",{"type":"map","values":"string"}],"default":null},{"name":"version","type":["null","string"],"default":null},{"name":"schemaVersion","type":["null","long"],"default":null},{"name":"aspectCreated","type":["null",{"type":"record","name":"AuditStamp","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"time","type":"long"},{"name":"actor","type":"string"},{"name":"impersonator","type":["null","string"],"default":null},{"name":"message","type":["null","string"],"default":null}]}],"default":null},{"name":"aspectModified","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null}]}],"default":null},{"name":"headers","type":["null",{"type":"map","values":"string"}],"default":null}]}},{"name":"error","type":"string"}]}

"""#),
EmbeddedFile(path: "avro/MetadataChangeEvent.avsc", content: #"""
{"type":"record","name":"MetadataChangeEvent","namespace":"com.linkedin.pegasus2avro.mxe","fields":[{"name":"auditHeader","type":["null",{"type":"record","name":"KafkaAuditHeader","namespace":"com.linkedin.events","fields":[{"name":"time","type":"long"},{"name":"server","type":"string"},{"name":"instance","type":["null","string"],"default":null},{"name":"appName","type":"string"},{"name":"messageId","type":{"type":"fixed","name":"UUID","namespace":"com.linkedin.events","size":16}},{"name":"auditVersion","type":["null","int"],"default":null},{"name":"fabricUrn","type":["null","string"],"default":null},{"name":"clusterConnectionString","type":["null","string"],"default":null}]}],"default":null},{"name":"proposedSnapshot","type":[{"type":"record","name":"ChartSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"ChartKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"dashboardTool","type":"string"},{"name":"chartId","type":"string"}]},{"type":"record","name":"ChartInfo","namespace":"com.linkedin.pegasus2avro.chart","fields":[{"name":"customProperties","type":{"type":"map","values":"string"},"default":{}},{"name":"externalUrl","type":["null","string"],"default":null},{"name":"title","type":"string"},{"name":"description","type":"string"},{"name":"lastModified","type":{"type":"record","name":"ChangeAuditStamps","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"created","type":{"type":"record","name":"AuditStamp","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"time","type":"long"},{"name":"actor","type":"string"},{"name":"impersonator","type":["null","string"],"default":null},{"name":"message","type":["null","string"],"default":null}]},"default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"lastModified","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"deleted","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null}]}},{"name":"chartUrl","type":["null","string"],"default":null},{"name":"inputs","type":["null",{"type":"array","items":["string"]}],"default":null},{"name":"inputEdges","type":["null",{"type":"array","items":{"type":"record","name":"Edge","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"sourceUrn","type":["null","string"],"default":null},{"name":"destinationUrn","type":"string"},{"name":"created","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null},{"name":"lastModified","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null},{"name":"properties","type":["null",{"type":"map","values":"string"}],"default":null}]}}],"default":null},{"name":"type","type":["null",{"type":"enum","name":"ChartType","namespace":"com.linkedin.pegasus2avro.chart","symbols":["BAR","PIE","SCATTER","TABLE","TEXT","LINE","AREA","HISTOGRAM","BOX_PLOT","WORD_CLOUD","COHORT"]}],"default":null},{"name":"access","type":["null",{"type":"enum","name":"AccessLevel","namespace":"com.linkedin.pegasus2avro.common","symbols":["PUBLIC","PRIVATE"]}],"default":null},{"name":"lastRefreshed","type":["null","long"],"default":null}]},{"type":"record","name":"ChartQuery","namespace":"com.linkedin.pegasus2avro.chart","fields":[{"name":"rawQuery","type":"string"},{"name":"type","type":{"type":"enum","name":"ChartQueryType","namespace":"com.linkedin.pegasus2avro.chart","symbols":["LOOKML","SQL"]}}]},{"type":"record","name":"EditableChartProperties","namespace":"com.linkedin.pegasus2avro.chart","fields":[{"name":"created","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"lastModified","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"deleted","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null},{"name":"description","type":["null","string"],"default":null}]},{"type":"record","name":"Ownership","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"owners","type":{"type":"array","items":{"type":"record","name":"Owner","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"owner","type":"string"},{"name":"type","type":{"type":"enum","name":"OwnershipType","namespace":"com.linkedin.pegasus2avro.common","symbols":["CUSTOM","TECHNICAL_OWNER","BUSINESS_OWNER","DATA_STEWARD","NONE","DEVELOPER","DATAOWNER","DELEGATE","PRODUCER","CONSUMER","STAKEHOLDER"]}},{"name":"typeUrn","type":["null","string"],"default":null},{"name":"source","type":["null",{"type":"record","name":"OwnershipSource","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"type","type":{"type":"enum","name":"OwnershipSourceType","namespace":"com.linkedin.pegasus2avro.common","symbols":["AUDIT","DATABASE","FILE_SYSTEM","ISSUE_TRACKING_SYSTEM","MANUAL","SERVICE","SOURCE_CONTROL","OTHER"]}},{"name":"url","type":["null","string"],"default":null}]}],"default":null},{"name":"attribution","type":["null",{"type":"record","name":"MetadataAttribution","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"time","type":"long"},{"name":"actor","type":"string"},{"name":"source","type":["null","string"],"default":null},{"name":"sourceDetail","type":{"type":"map","values":"string"},"default":{}}]}],"default":null}]}}},{"name":"ownerTypes","type":[{"type":"map","values":{"type":"array","items":"string"}},"null"],"default":{}},{"name":"lastModified","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}}]},{"type":"record","name":"Status","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"removed","type":"boolean","default":false},{"name":"lifecycleStage","type":["null","string"],"default":null},{"name":"lifecycleLastUpdated","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null}]},{"type":"record","name":"GlobalTags","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"tags","type":{"type":"array","items":{"type":"record","name":"TagAssociation","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"tag","type":"string"},{"name":"context","type":["null","string"],"default":null},{"name":"attribution","type":["null","com.linkedin.pegasus2avro.common.MetadataAttribution"],"default":null}]}}}]},{"type":"record","name":"BrowsePaths","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"paths","type":{"type":"array","items":"string"}}]},{"type":"record","name":"GlossaryTerms","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"terms","type":{"type":"array","items":{"type":"record","name":"GlossaryTermAssociation","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"urn","type":"string"},{"name":"actor","type":["null","string"],"default":null},{"name":"context","type":["null","string"],"default":null},{"name":"attribution","type":["null","com.linkedin.pegasus2avro.common.MetadataAttribution"],"default":null}]}}},{"name":"auditStamp","type":"com.linkedin.pegasus2avro.common.AuditStamp"}]},{"type":"record","name":"InstitutionalMemory","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"elements","type":{"type":"array","items":{"type":"record","name":"InstitutionalMemoryMetadata","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"url","type":"string"},{"name":"description","type":"string"},{"name":"createStamp","type":"com.linkedin.pegasus2avro.common.AuditStamp"},{"name":"updateStamp","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null},{"name":"settings","type":["null",{"type":"record","name":"InstitutionalMemoryMetadataSettings","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"showInAssetPreview","type":"boolean","default":false}]}],"default":null}]}}}]},{"type":"record","name":"DataPlatformInstance","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"platform","type":"string"},{"name":"instance","type":["null","string"],"default":null}]},{"type":"record","name":"BrowsePathsV2","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"path","type":{"type":"array","items":{"type":"record","name":"BrowsePathEntry","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"id","type":"string"},{"name":"urn","type":["null","string"],"default":null}]}}}]}]}}]},{"type":"record","name":"CorpGroupSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"CorpGroupKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"name","type":"string"}]},{"type":"record","name":"CorpGroupInfo","namespace":"com.linkedin.pegasus2avro.identity","fields":[{"name":"displayName","type":["null","string"],"default":null},{"name":"email","type":["null","string"],"default":null},{"name":"admins","type":{"type":"array","items":"string"}},{"name":"members","type":{"type":"array","items":"string"}},{"name":"groups","type":{"type":"array","items":"string"}},{"name":"description","type":["null","string"],"default":null},{"name":"slack","type":["null","string"],"default":null},{"name":"created","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null}]},"com.linkedin.pegasus2avro.common.GlobalTags","com.linkedin.pegasus2avro.common.Status"]}}]},{"type":"record","name":"CorpUserSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"CorpUserKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"username","type":"string"}]},{"type":"record","name":"CorpUserInfo","namespace":"com.linkedin.pegasus2avro.identity","fields":[{"name":"customProperties","type":{"type":"map","values":"string"},"default":{}},{"name":"active","type":"boolean"},{"name":"displayName","type":["null","string"],"default":null},{"name":"email","type":["null","string"],"default":null},{"name":"title","type":["null","string"],"default":null},{"name":"managerUrn","type":["null","string"],"default":null},{"name":"departmentId","type":["null","long"],"default":null},{"name":"departmentName","type":["null","string"],"default":null},{"name":"firstName","type":["null","string"],"default":null},{"name":"lastName","type":["null","string"],"default":null},{"name":"fullName","type":["null","string"],"default":null},{"name":"countryCode","type":["null","string"],"default":null},{"name":"system","type":["boolean","null"],"default":false},{"name":"isSupportUser","type":["null","boolean"],"default":null}]},{"type":"record","name":"CorpUserEditableInfo","namespace":"com.linkedin.pegasus2avro.identity","fields":[{"name":"aboutMe","type":["null","string"],"default":null},{"name":"teams","type":{"type":"array","items":"string"},"default":[]},{"name":"skills","type":{"type":"array","items":"string"},"default":[]},{"name":"pictureLink","type":"string","default":"assets/platforms/default_avatar.png"},{"name":"displayName","type":["null","string"],"default":null},{"name":"title","type":["null","string"],"default":null},{"name":"platforms","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"persona","type":["null","string"],"default":null},{"name":"slack","type":["null","string"],"default":null},{"name":"phone","type":["null","string"],"default":null},{"name":"email","type":["null","string"],"default":null},{"name":"informationSources","type":["null",{"type":"array","items":"string"}],"default":null}]},{"type":"record","name":"CorpUserStatus","namespace":"com.linkedin.pegasus2avro.identity","fields":[{"name":"status","type":"string"},{"name":"lastModified","type":"com.linkedin.pegasus2avro.common.AuditStamp"}]},{"type":"record","name":"GroupMembership","namespace":"com.linkedin.pegasus2avro.identity","fields":[{"name":"groups","type":{"type":"array","items":"string"}}]},"com.linkedin.pegasus2avro.common.GlobalTags","com.linkedin.pegasus2avro.common.Status"]}}]},{"type":"record","name":"DashboardSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"DashboardKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"dashboardTool","type":"string"},{"name":"dashboardId","type":"string"}]},{"type":"record","name":"DashboardInfo","namespace":"com.linkedin.pegasus2avro.dashboard","fields":[{"name":"customProperties","type":{"type":"map","values":"string"},"default":{}},{"name":"externalUrl","type":["null","string"],"default":null},{"name":"title","type":"string"},{"name":"description","type":"string"},{"name":"charts","type":{"type":"array","items":"string"},"default":[]},{"name":"chartEdges","type":["null",{"type":"array","items":"com.linkedin.pegasus2avro.common.Edge"}],"default":null},{"name":"datasets","type":{"type":"array","items":"string"},"default":[]},{"name":"datasetEdges","type":["null",{"type":"array","items":"com.linkedin.pegasus2avro.common.Edge"}],"default":null},{"name":"dashboards","type":{"type":"array","items":"com.linkedin.pegasus2avro.common.Edge"},"default":[]},{"name":"lastModified","type":"com.linkedin.pegasus2avro.common.ChangeAuditStamps"},{"name":"dashboardUrl","type":["null","string"],"default":null},{"name":"access","type":["null","com.linkedin.pegasus2avro.common.AccessLevel"],"default":null},{"name":"lastRefreshed","type":["null","long"],"default":null}]},{"type":"record","name":"EditableDashboardProperties","namespace":"com.linkedin.pegasus2avro.dashboard","fields":[{"name":"created","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"lastModified","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"deleted","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null},{"name":"description","type":["null","string"],"default":null}]},"com.linkedin.pegasus2avro.common.Ownership","com.linkedin.pegasus2avro.common.Status","com.linkedin.pegasus2avro.common.GlobalTags","com.linkedin.pegasus2avro.common.BrowsePaths","com.linkedin.pegasus2avro.common.GlossaryTerms","com.linkedin.pegasus2avro.common.InstitutionalMemory","com.linkedin.pegasus2avro.common.DataPlatformInstance","com.linkedin.pegasus2avro.common.BrowsePathsV2"]}}]},{"type":"record","name":"DataFlowSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"DataFlowKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"orchestrator","type":"string"},{"name":"flowId","type":"string"},{"name":"cluster","type":"string"}]},{"type":"record","name":"DataFlowInfo","namespace":"com.linkedin.pegasus2avro.datajob","fields":[{"name":"customProperties","type":{"type":"map","values":"string"},"default":{}},{"name":"externalUrl","type":["null","string"],"default":null},{"name":"name","type":"string"},{"name":"description","type":["null","string"],"default":null},{"name":"project","type":["null","string"],"default":null},{"name":"created","type":["null",{"type":"record","name":"TimeStamp","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"time","type":"long"},{"name":"actor","type":["null","string"],"default":null}]}],"default":null},{"name":"lastModified","type":["null","com.linkedin.pegasus2avro.common.TimeStamp"],"default":null},{"name":"env","type":["null",{"type":"enum","name":"FabricType","namespace":"com.linkedin.pegasus2avro.common","symbols":["DEV","TEST","QA","UAT","EI","PRE","STG","NON_PROD","PROD","CORP","RVW","PRD","TST","SIT","SBX","SANDBOX","CERT"]}],"default":null}]},{"type":"record","name":"EditableDataFlowProperties","namespace":"com.linkedin.pegasus2avro.datajob","fields":[{"name":"created","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"lastModified","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"deleted","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null},{"name":"description","type":["null","string"],"default":null}]},"com.linkedin.pegasus2avro.common.Ownership","com.linkedin.pegasus2avro.common.Status","com.linkedin.pegasus2avro.common.GlobalTags","com.linkedin.pegasus2avro.common.BrowsePaths","com.linkedin.pegasus2avro.common.GlossaryTerms","com.linkedin.pegasus2avro.common.InstitutionalMemory","com.linkedin.pegasus2avro.common.DataPlatformInstance","com.linkedin.pegasus2avro.common.BrowsePathsV2"]}}]},{"type":"record","name":"DataJobSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"DataJobKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"flow","type":"string"},{"name":"jobId","type":"string"}]},{"type":"record","name":"DataJobInfo","namespace":"com.linkedin.pegasus2avro.datajob","fields":[{"name":"customProperties","type":{"type":"map","values":"string"},"default":{}},{"name":"externalUrl","type":["null","string"],"default":null},{"name":"name","type":"string"},{"name":"description","type":["null","string"],"default":null},{"name":"type","type":[{"type":"enum","name":"AzkabanJobType","namespace":"com.linkedin.pegasus2avro.datajob.azkaban","symbols":["COMMAND","HADOOP_JAVA","HADOOP_SHELL","HIVE","PIG","SQL","GLUE"]},"string"]},{"name":"flowUrn","type":["null","string"],"default":null},{"name":"created","type":["null","com.linkedin.pegasus2avro.common.TimeStamp"],"default":null},{"name":"lastModified","type":["null","com.linkedin.pegasus2avro.common.TimeStamp"],"default":null},{"name":"status","type":["null",{"type":"enum","name":"JobStatus","namespace":"com.linkedin.pegasus2avro.datajob","symbols":["STARTING","IN_PROGRESS","STOPPING","STOPPED","COMPLETED","FAILED","UNKNOWN","SKIPPED"]}],"default":null},{"name":"env","type":["null","com.linkedin.pegasus2avro.common.FabricType"],"default":null}]},{"type":"record","name":"DataJobInputOutput","namespace":"com.linkedin.pegasus2avro.datajob","fields":[{"name":"inputDatasets","type":{"type":"array","items":"string"}},{"name":"inputDatasetEdges","type":["null",{"type":"array","items":"com.linkedin.pegasus2avro.common.Edge"}],"default":null},{"name":"outputDatasets","type":{"type":"array","items":"string"}},{"name":"outputDatasetEdges","type":["null",{"type":"array","items":"com.linkedin.pegasus2avro.common.Edge"}],"default":null},{"name":"inputDatajobs","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"inputDatajobEdges","type":["null",{"type":"array","items":"com.linkedin.pegasus2avro.common.Edge"}],"default":null},{"name":"inputDatasetFields","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"outputDatasetFields","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"fineGrainedLineages","type":["null",{"type":"array","items":{"type":"record","name":"FineGrainedLineage","namespace":"com.linkedin.pegasus2avro.dataset","fields":[{"name":"upstreamType","type":{"type":"enum","name":"FineGrainedLineageUpstreamType","namespace":"com.linkedin.pegasus2avro.dataset","symbols":["FIELD_SET","DATASET","NONE"]}},{"name":"upstreams","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"downstreamType","type":{"type":"enum","name":"FineGrainedLineageDownstreamType","namespace":"com.linkedin.pegasus2avro.dataset","symbols":["FIELD","FIELD_SET"]}},{"name":"downstreams","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"transformOperation","type":["null","string"],"default":null},{"name":"confidenceScore","type":"float","default":1.0},{"name":"query","type":["null","string"],"default":null},{"name":"matchType","type":["null",{"type":"enum","name":"LineageMatchType","namespace":"com.linkedin.pegasus2avro.dataset","symbols":["EXACT","NORMALIZED","UNRESOLVED"]}],"default":null}]}}],"default":null}]},{"type":"record","name":"EditableDataJobProperties","namespace":"com.linkedin.pegasus2avro.datajob","fields":[{"name":"created","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"lastModified","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"deleted","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null},{"name":"description","type":["null","string"],"default":null}]},"com.linkedin.pegasus2avro.common.Ownership","com.linkedin.pegasus2avro.common.Status","com.linkedin.pegasus2avro.common.GlobalTags","com.linkedin.pegasus2avro.common.BrowsePaths","com.linkedin.pegasus2avro.common.GlossaryTerms","com.linkedin.pegasus2avro.common.InstitutionalMemory","com.linkedin.pegasus2avro.common.DataPlatformInstance","com.linkedin.pegasus2avro.common.BrowsePathsV2"]}}]},{"type":"record","name":"DatasetSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"DatasetKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"platform","type":"string"},{"name":"name","type":"string"},{"name":"origin","type":"com.linkedin.pegasus2avro.common.FabricType"}]},{"type":"record","name":"DatasetProperties","namespace":"com.linkedin.pegasus2avro.dataset","fields":[{"name":"customProperties","type":{"type":"map","values":"string"},"default":{}},{"name":"externalUrl","type":["null","string"],"default":null},{"name":"name","type":["null","string"],"default":null},{"name":"qualifiedName","type":["null","string"],"default":null},{"name":"description","type":["null","string"],"default":null},{"name":"uri","type":["null","string"],"default":null},{"name":"created","type":["null","com.linkedin.pegasus2avro.common.TimeStamp"],"default":null},{"name":"lastModified","type":["null","com.linkedin.pegasus2avro.common.TimeStamp"],"default":null},{"name":"tags","type":{"type":"array","items":"string"},"default":[]}]},{"type":"record","name":"EditableDatasetProperties","namespace":"com.linkedin.pegasus2avro.dataset","fields":[{"name":"created","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"lastModified","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"deleted","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null},{"name":"description","type":["null","string"],"default":null},{"name":"name","type":["null","string"],"default":null}]},{"type":"record","name":"DatasetDeprecation","namespace":"com.linkedin.pegasus2avro.dataset","fields":[{"name":"deprecated","type":"boolean"},{"name":"decommissionTime","type":["null","long"],"default":null},{"name":"note","type":"string"},{"name":"actor","type":["null","string"],"default":null}]},{"type":"record","name":"DatasetUpstreamLineage","namespace":"com.linkedin.pegasus2avro.dataset","fields":[{"name":"fieldMappings","type":{"type":"array","items":{"type":"record","name":"DatasetFieldMapping","namespace":"com.linkedin.pegasus2avro.dataset","fields":[{"name":"created","type":"com.linkedin.pegasus2avro.common.AuditStamp"},{"name":"transformation","type":[{"type":"enum","name":"TransformationType","namespace":"com.linkedin.pegasus2avro.common.fieldtransformer","symbols":["BLACKBOX","IDENTITY"]},{"type":"record","name":"UDFTransformer","namespace":"com.linkedin.pegasus2avro.common.fieldtransformer","fields":[{"name":"udf","type":"string"}]}]},{"name":"sourceFields","type":{"type":"array","items":["string"]}},{"name":"destinationField","type":"string"}]}}}]},{"type":"record","name":"UpstreamLineage","namespace":"com.linkedin.pegasus2avro.dataset","fields":[{"name":"upstreams","type":{"type":"array","items":{"type":"record","name":"Upstream","namespace":"com.linkedin.pegasus2avro.dataset","fields":[{"name":"auditStamp","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"created","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null},{"name":"dataset","type":"string"},{"name":"type","type":{"type":"enum","name":"DatasetLineageType","namespace":"com.linkedin.pegasus2avro.dataset","symbols":["COPY","TRANSFORMED","VIEW"]}},{"name":"properties","type":["null",{"type":"map","values":"string"}],"default":null},{"name":"query","type":["null","string"],"default":null},{"name":"matchType","type":["null","com.linkedin.pegasus2avro.dataset.LineageMatchType"],"default":null}]}}},{"name":"fineGrainedLineages","type":["null",{"type":"array","items":"com.linkedin.pegasus2avro.dataset.FineGrainedLineage"}],"default":null}]},"com.linkedin.pegasus2avro.common.InstitutionalMemory","com.linkedin.pegasus2avro.common.Ownership","com.linkedin.pegasus2avro.common.Status",{"type":"record","name":"SchemaMetadata","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"schemaName","type":"string"},{"name":"platform","type":"string"},{"name":"version","type":"long"},{"name":"created","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"lastModified","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"deleted","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null},{"name":"dataset","type":["null","string"],"default":null},{"name":"cluster","type":["null","string"],"default":null},{"name":"hash","type":"string"},{"name":"platformSchema","type":[{"type":"record","name":"EspressoSchema","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"documentSchema","type":"string"},{"name":"tableSchema","type":"string"}]},{"type":"record","name":"OracleDDL","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"tableSchema","type":"string"}]},{"type":"record","name":"MySqlDDL","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"tableSchema","type":"string"}]},{"type":"record","name":"PrestoDDL","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"rawSchema","type":"string"}]},{"type":"record","name":"KafkaSchema","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"documentSchema","type":"string"},{"name":"documentSchemaType","type":["null","string"],"default":null},{"name":"keySchema","type":["null","string"],"default":null},{"name":"keySchemaType","type":["null","string"],"default":null}]},{"type":"record","name":"BinaryJsonSchema","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"schema","type":"string"}]},{"type":"record","name":"OrcSchema","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"schema","type":"string"}]},{"type":"record","name":"Schemaless","namespace":"com.linkedin.pegasus2avro.schema","fields":[]},{"type":"record","name":"KeyValueSchema","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"keySchema","type":"string"},{"name":"valueSchema","type":"string"}]},{"type":"record","name":"OtherSchema","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"rawSchema","type":"string"}]}]},{"name":"fields","type":{"type":"array","items":{"type":"record","name":"SchemaField","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"fieldPath","type":"string"},{"name":"jsonPath","type":["null","string"],"default":null},{"name":"nullable","type":"boolean","default":false},{"name":"description","type":["null","string"],"default":null},{"name":"label","type":["null","string"],"default":null},{"name":"created","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null},{"name":"lastModified","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null},{"name":"type","type":{"type":"record","name":"SchemaFieldDataType","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"type","type":[{"type":"record","name":"BooleanType","namespace":"com.linkedin.pegasus2avro.schema","fields":[]},{"type":"record","name":"FixedType","namespace":"com.linkedin.pegasus2avro.schema","fields":[]},{"type":"record","name":"StringType","namespace":"com.linkedin.pegasus2avro.schema","fields":[]},{"type":"record","name":"BytesType","namespace":"com.linkedin.pegasus2avro.schema","fields":[]},{"type":"record","name":"NumberType","namespace":"com.linkedin.pegasus2avro.schema","fields":[]},{"type":"record","name":"DateType","namespace":"com.linkedin.pegasus2avro.schema","fields":[]},{"type":"record","name":"TimeType","namespace":"com.linkedin.pegasus2avro.schema","fields":[]},{"type":"record","name":"EnumType","namespace":"com.linkedin.pegasus2avro.schema","fields":[]},{"type":"record","name":"NullType","namespace":"com.linkedin.pegasus2avro.schema","fields":[]},{"type":"record","name":"MapType","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"keyType","type":["null","string"],"default":null},{"name":"valueType","type":["null","string"],"default":null}]},{"type":"record","name":"ArrayType","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"nestedType","type":["null",{"type":"array","items":"string"}],"default":null}]},{"type":"record","name":"UnionType","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"nestedTypes","type":["null",{"type":"array","items":"string"}],"default":null}]},{"type":"record","name":"RecordType","namespace":"com.linkedin.pegasus2avro.schema","fields":[]}]}]}},{"name":"nativeDataType","type":"string"},{"name":"recursive","type":"boolean","default":false},{"name":"globalTags","type":["null","com.linkedin.pegasus2avro.common.GlobalTags"],"default":null},{"name":"glossaryTerms","type":["null","com.linkedin.pegasus2avro.common.GlossaryTerms"],"default":null},{"name":"isPartOfKey","type":"boolean","default":false},{"name":"isPartitioningKey","type":["null","boolean"],"default":null},{"name":"jsonProps","type":["null","string"],"default":null}]}}},{"name":"primaryKeys","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"foreignKeysSpecs","type":["null",{"type":"map","values":{"type":"record","name":"ForeignKeySpec","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"foreignKey","type":[{"type":"record","name":"DatasetFieldForeignKey","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"parentDataset","type":"string"},{"name":"currentFieldPaths","type":{"type":"array","items":"string"}},{"name":"parentField","type":"string"}]},{"type":"record","name":"UrnForeignKey","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"currentFieldPath","type":"string"}]}]}]}}],"default":null},{"name":"foreignKeys","type":["null",{"type":"array","items":{"type":"record","name":"ForeignKeyConstraint","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"name","type":"string"},{"name":"foreignFields","type":{"type":"array","items":"string"}},{"name":"sourceFields","type":{"type":"array","items":"string"}},{"name":"foreignDataset","type":"string"}]}}],"default":null}]},{"type":"record","name":"EditableSchemaMetadata","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"created","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"lastModified","type":"com.linkedin.pegasus2avro.common.AuditStamp","default":{"actor":"urn:li:corpuser:unknown","impersonator":null,"time":0,"message":null}},{"name":"deleted","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null},{"name":"editableSchemaFieldInfo","type":{"type":"array","items":{"type":"record","name":"EditableSchemaFieldInfo","namespace":"com.linkedin.pegasus2avro.schema","fields":[{"name":"fieldPath","type":"string"},{"name":"description","type":["null","string"],"default":null},{"name":"globalTags","type":["null","com.linkedin.pegasus2avro.common.GlobalTags"],"default":null},{"name":"glossaryTerms","type":["null","com.linkedin.pegasus2avro.common.GlossaryTerms"],"default":null}]}}}]},"com.linkedin.pegasus2avro.common.GlobalTags","com.linkedin.pegasus2avro.common.GlossaryTerms","com.linkedin.pegasus2avro.common.BrowsePaths","com.linkedin.pegasus2avro.common.DataPlatformInstance",{"type":"record","name":"ViewProperties","namespace":"com.linkedin.pegasus2avro.dataset","fields":[{"name":"materialized","type":"boolean"},{"name":"viewLogic","type":"string"},{"name":"formattedViewLogic","type":["null","string"],"default":null},{"name":"viewLanguage","type":"string"}]},"com.linkedin.pegasus2avro.common.BrowsePathsV2"]}}]},{"type":"record","name":"DataProcessSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"DataProcessKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"name","type":"string"},{"name":"orchestrator","type":"string"},{"name":"origin","type":"com.linkedin.pegasus2avro.common.FabricType"}]},"com.linkedin.pegasus2avro.common.Ownership",{"type":"record","name":"DataProcessInfo","namespace":"com.linkedin.pegasus2avro.dataprocess","fields":[{"name":"inputs","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"outputs","type":["null",{"type":"array","items":"string"}],"default":null}]},"com.linkedin.pegasus2avro.common.Status"]}}]},{"type":"record","name":"DataPlatformSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"DataPlatformKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"platformName","type":"string"}]},{"type":"record","name":"DataPlatformInfo","namespace":"com.linkedin.pegasus2avro.dataplatform","fields":[{"name":"name","type":"string"},{"name":"displayName","type":["null","string"],"default":null},{"name":"type","type":{"type":"enum","name":"PlatformType","namespace":"com.linkedin.pegasus2avro.dataplatform","symbols":["FILE_SYSTEM","KEY_VALUE_STORE","MESSAGE_BROKER","OBJECT_STORE","OLAP_DATASTORE","OTHERS","QUERY_ENGINE","RELATIONAL_DB","SEARCH_ENGINE"]}},{"name":"datasetNameDelimiter","type":"string"},{"name":"logical","type":["null","boolean"],"default":null},{"name":"logoUrl","type":["null","string"],"default":null}]}]}}]},{"type":"record","name":"MLModelSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"MLModelKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"platform","type":"string"},{"name":"name","type":"string"},{"name":"origin","type":"com.linkedin.pegasus2avro.common.FabricType"}]},"com.linkedin.pegasus2avro.common.Ownership",{"type":"record","name":"MLModelProperties","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"customProperties","type":{"type":"map","values":"string"},"default":{}},{"name":"externalUrl","type":["null","string"],"default":null},{"name":"trainingJobs","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"downstreamJobs","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"name","type":["null","string"],"default":null},{"name":"description","type":["null","string"],"default":null},{"name":"date","type":["null","long"],"default":null},{"name":"created","type":["null","com.linkedin.pegasus2avro.common.TimeStamp"],"default":null},{"name":"lastModified","type":["null","com.linkedin.pegasus2avro.common.TimeStamp"],"default":null},{"name":"version","type":["null",{"type":"record","name":"VersionTag","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"versionTag","type":["null","string"],"default":null},{"name":"metadataAttribution","type":["null","com.linkedin.pegasus2avro.common.MetadataAttribution"],"default":null}]}],"default":null},{"name":"type","type":["null","string"],"default":null},{"name":"hyperParameters","type":["null",{"type":"map","values":["string","int","float","double","boolean"]}],"default":null},{"name":"hyperParams","type":["null",{"type":"array","items":{"type":"record","name":"MLHyperParam","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"name","type":"string"},{"name":"description","type":["null","string"],"default":null},{"name":"value","type":["null","string"],"default":null},{"name":"createdAt","type":["null","long"],"default":null}]}}],"default":null},{"name":"trainingMetrics","type":["null",{"type":"array","items":{"type":"record","name":"MLMetric","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"name","type":"string"},{"name":"description","type":["null","string"],"default":null},{"name":"value","type":["null","string"],"default":null},{"name":"createdAt","type":["null","long"],"default":null}]}}],"default":null},{"name":"onlineMetrics","type":["null",{"type":"array","items":"com.linkedin.pegasus2avro.ml.metadata.MLMetric"}],"default":null},{"name":"mlFeatures","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"tags","type":{"type":"array","items":"string"},"default":[]},{"name":"deployments","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"groups","type":["null",{"type":"array","items":"string"}],"default":null}]},{"type":"record","name":"IntendedUse","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"primaryUses","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"primaryUsers","type":["null",{"type":"array","items":{"type":"enum","name":"IntendedUserType","namespace":"com.linkedin.pegasus2avro.ml.metadata","symbols":["ENTERPRISE","HOBBY","ENTERTAINMENT"]}}],"default":null},{"name":"outOfScopeUses","type":["null",{"type":"array","items":"string"}],"default":null}]},{"type":"record","name":"MLModelFactorPrompts","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"relevantFactors","type":["null",{"type":"array","items":{"type":"record","name":"MLModelFactors","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"groups","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"instrumentation","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"environment","type":["null",{"type":"array","items":"string"}],"default":null}]}}],"default":null},{"name":"evaluationFactors","type":["null",{"type":"array","items":"com.linkedin.pegasus2avro.ml.metadata.MLModelFactors"}],"default":null}]},{"type":"record","name":"Metrics","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"performanceMeasures","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"decisionThreshold","type":["null",{"type":"array","items":"string"}],"default":null}]},{"type":"record","name":"EvaluationData","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"evaluationData","type":{"type":"array","items":{"type":"record","name":"BaseData","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"dataset","type":"string"},{"name":"motivation","type":["null","string"],"default":null},{"name":"preProcessing","type":["null",{"type":"array","items":"string"}],"default":null}]}}}]},{"type":"record","name":"TrainingData","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"trainingData","type":{"type":"array","items":"com.linkedin.pegasus2avro.ml.metadata.BaseData"}}]},{"type":"record","name":"QuantitativeAnalyses","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"unitaryResults","type":["null","string"],"default":null},{"name":"intersectionalResults","type":["null","string"],"default":null}]},{"type":"record","name":"EthicalConsiderations","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"data","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"humanLife","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"mitigations","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"risksAndHarms","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"useCases","type":["null",{"type":"array","items":"string"}],"default":null}]},{"type":"record","name":"CaveatsAndRecommendations","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"caveats","type":["null",{"type":"record","name":"CaveatDetails","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"needsFurtherTesting","type":["null","boolean"],"default":null},{"name":"caveatDescription","type":["null","string"],"default":null},{"name":"groupsNotRepresented","type":["null",{"type":"array","items":"string"}],"default":null}]}],"default":null},{"name":"recommendations","type":["null","string"],"default":null},{"name":"idealDatasetCharacteristics","type":["null",{"type":"array","items":"string"}],"default":null}]},"com.linkedin.pegasus2avro.common.InstitutionalMemory",{"type":"record","name":"SourceCode","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"sourceCode","type":{"type":"array","items":{"type":"record","name":"SourceCodeUrl","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"type","type":{"type":"enum","name":"SourceCodeUrlType","namespace":"com.linkedin.pegasus2avro.ml.metadata","symbols":["ML_MODEL_SOURCE_CODE","TRAINING_PIPELINE_SOURCE_CODE","EVALUATION_PIPELINE_SOURCE_CODE"]}},{"name":"sourceCodeUrl","type":"string"}]}}}]},"com.linkedin.pegasus2avro.common.Status",{"type":"record","name":"Cost","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"costType","type":{"type":"enum","name":"CostType","namespace":"com.linkedin.pegasus2avro.common","symbols":["ORG_COST_TYPE"]}},{"name":"cost","type":{"type":"record","name":"CostCost","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"costId","type":["null","double"],"default":null},{"name":"costCode","type":["null","string"],"default":null},{"name":"fieldDiscriminator","type":{"type":"enum","name":"CostCostDiscriminator","namespace":"com.linkedin.pegasus2avro.common","symbols":["costId","costCode"]}}]}}]},{"type":"record","name":"Deprecation","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"deprecated","type":"boolean"},{"name":"decommissionTime","type":["null","long"],"default":null},{"name":"note","type":"string"},{"name":"actor","type":"string"},{"name":"replacement","type":["null","string"],"default":null}]},"com.linkedin.pegasus2avro.common.BrowsePaths","com.linkedin.pegasus2avro.common.GlobalTags","com.linkedin.pegasus2avro.common.DataPlatformInstance","com.linkedin.pegasus2avro.common.BrowsePathsV2"]}}]},{"type":"record","name":"MLPrimaryKeySnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"MLPrimaryKeyKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"featureNamespace","type":"string"},{"name":"name","type":"string"}]},{"type":"record","name":"MLPrimaryKeyProperties","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"customProperties","type":{"type":"map","values":"string"},"default":{}},{"name":"description","type":["null","string"],"default":null},{"name":"dataType","type":["null",{"type":"enum","name":"MLFeatureDataType","namespace":"com.linkedin.pegasus2avro.common","symbols":["USELESS","NOMINAL","ORDINAL","BINARY","COUNT","TIME","INTERVAL","IMAGE","VIDEO","AUDIO","TEXT","MAP","SEQUENCE","SET","CONTINUOUS","BYTE","UNKNOWN"]}],"default":null},{"name":"version","type":["null","com.linkedin.pegasus2avro.common.VersionTag"],"default":null},{"name":"sources","type":{"type":"array","items":"string"}}]},"com.linkedin.pegasus2avro.common.Ownership","com.linkedin.pegasus2avro.common.InstitutionalMemory","com.linkedin.pegasus2avro.common.Status","com.linkedin.pegasus2avro.common.Deprecation","com.linkedin.pegasus2avro.common.GlobalTags","com.linkedin.pegasus2avro.common.DataPlatformInstance"]}}]},{"type":"record","name":"MLFeatureSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"MLFeatureKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"featureNamespace","type":"string"},{"name":"name","type":"string"}]},{"type":"record","name":"MLFeatureProperties","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"customProperties","type":{"type":"map","values":"string"},"default":{}},{"name":"description","type":["null","string"],"default":null},{"name":"dataType","type":["null","com.linkedin.pegasus2avro.common.MLFeatureDataType"],"default":null},{"name":"version","type":["null","com.linkedin.pegasus2avro.common.VersionTag"],"default":null},{"name":"sources","type":["null",{"type":"array","items":"string"}],"default":null}]},"com.linkedin.pegasus2avro.common.Ownership","com.linkedin.pegasus2avro.common.InstitutionalMemory","com.linkedin.pegasus2avro.common.Status","com.linkedin.pegasus2avro.common.Deprecation","com.linkedin.pegasus2avro.common.BrowsePaths","com.linkedin.pegasus2avro.common.GlobalTags","com.linkedin.pegasus2avro.common.DataPlatformInstance","com.linkedin.pegasus2avro.common.BrowsePathsV2"]}}]},{"type":"record","name":"MLFeatureTableSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"MLFeatureTableKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"platform","type":"string"},{"name":"name","type":"string"}]},{"type":"record","name":"MLFeatureTableProperties","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"customProperties","type":{"type":"map","values":"string"},"default":{}},{"name":"description","type":["null","string"],"default":null},{"name":"mlFeatures","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"mlPrimaryKeys","type":["null",{"type":"array","items":"string"}],"default":null}]},"com.linkedin.pegasus2avro.common.Ownership","com.linkedin.pegasus2avro.common.InstitutionalMemory","com.linkedin.pegasus2avro.common.Status","com.linkedin.pegasus2avro.common.Deprecation","com.linkedin.pegasus2avro.common.BrowsePaths","com.linkedin.pegasus2avro.common.GlobalTags","com.linkedin.pegasus2avro.common.DataPlatformInstance","com.linkedin.pegasus2avro.common.BrowsePathsV2"]}}]},{"type":"record","name":"MLModelDeploymentSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"MLModelDeploymentKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"platform","type":"string"},{"name":"name","type":"string"},{"name":"origin","type":"com.linkedin.pegasus2avro.common.FabricType"}]},{"type":"record","name":"MLModelDeploymentProperties","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"customProperties","type":{"type":"map","values":"string"},"default":{}},{"name":"externalUrl","type":["null","string"],"default":null},{"name":"description","type":["null","string"],"default":null},{"name":"createdAt","type":["null","long"],"default":null},{"name":"version","type":["null","com.linkedin.pegasus2avro.common.VersionTag"],"default":null},{"name":"status","type":["null",{"type":"enum","name":"DeploymentStatus","namespace":"com.linkedin.pegasus2avro.ml.metadata","symbols":["OUT_OF_SERVICE","CREATING","UPDATING","ROLLING_BACK","IN_SERVICE","DELETING","FAILED","UNKNOWN"]}],"default":null}]},"com.linkedin.pegasus2avro.common.Ownership","com.linkedin.pegasus2avro.common.Status","com.linkedin.pegasus2avro.common.Deprecation","com.linkedin.pegasus2avro.common.GlobalTags","com.linkedin.pegasus2avro.common.DataPlatformInstance"]}}]},{"type":"record","name":"MLModelGroupSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"MLModelGroupKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"platform","type":"string"},{"name":"name","type":"string"},{"name":"origin","type":"com.linkedin.pegasus2avro.common.FabricType"}]},{"type":"record","name":"MLModelGroupProperties","namespace":"com.linkedin.pegasus2avro.ml.metadata","fields":[{"name":"customProperties","type":{"type":"map","values":"string"},"default":{}},{"name":"trainingJobs","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"downstreamJobs","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"externalUrl","type":["null","string"],"default":null},{"name":"name","type":["null","string"],"default":null},{"name":"description","type":["null","string"],"default":null},{"name":"createdAt","type":["null","long"],"default":null},{"name":"created","type":["null","com.linkedin.pegasus2avro.common.TimeStamp"],"default":null},{"name":"lastModified","type":["null","com.linkedin.pegasus2avro.common.TimeStamp"],"default":null},{"name":"version","type":["null","com.linkedin.pegasus2avro.common.VersionTag"],"default":null}]},"com.linkedin.pegasus2avro.common.Ownership","com.linkedin.pegasus2avro.common.Status","com.linkedin.pegasus2avro.common.Deprecation","com.linkedin.pegasus2avro.common.BrowsePaths","com.linkedin.pegasus2avro.common.GlobalTags","com.linkedin.pegasus2avro.common.DataPlatformInstance","com.linkedin.pegasus2avro.common.BrowsePathsV2"]}}]},{"type":"record","name":"TagSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"TagKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"name","type":"string"}]},"com.linkedin.pegasus2avro.common.Ownership",{"type":"record","name":"TagProperties","namespace":"com.linkedin.pegasus2avro.tag","fields":[{"name":"name","type":"string"},{"name":"description","type":["null","string"],"default":null},{"name":"colorHex","type":["null","string"],"default":null}]},"com.linkedin.pegasus2avro.common.Status"]}}]},{"type":"record","name":"GlossaryTermSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"GlossaryTermKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"name","type":"string"}]},{"type":"record","name":"GlossaryTermInfo","namespace":"com.linkedin.pegasus2avro.glossary","fields":[{"name":"customProperties","type":{"type":"map","values":"string"},"default":{}},{"name":"id","type":["null","string"],"default":null},{"name":"name","type":["null","string"],"default":null},{"name":"definition","type":"string"},{"name":"parentNode","type":["null","string"],"default":null},{"name":"termSource","type":"string"},{"name":"sourceRef","type":["null","string"],"default":null},{"name":"sourceUrl","type":["null","string"],"default":null},{"name":"rawSchema","type":["null","string"],"default":null}]},"com.linkedin.pegasus2avro.common.Ownership","com.linkedin.pegasus2avro.common.Status","com.linkedin.pegasus2avro.common.BrowsePaths",{"type":"record","name":"GlossaryRelatedTerms","namespace":"com.linkedin.pegasus2avro.glossary","fields":[{"name":"isRelatedTerms","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"hasRelatedTerms","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"values","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"relatedTerms","type":["null",{"type":"array","items":"string"}],"default":null}]}]}}]},{"type":"record","name":"GlossaryNodeSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"GlossaryNodeKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"name","type":"string"}]},{"type":"record","name":"GlossaryNodeInfo","namespace":"com.linkedin.pegasus2avro.glossary","fields":[{"name":"customProperties","type":{"type":"map","values":"string"},"default":{}},{"name":"definition","type":"string"},{"name":"parentNode","type":["null","string"],"default":null},{"name":"name","type":["null","string"],"default":null},{"name":"id","type":["null","string"],"default":null}]},"com.linkedin.pegasus2avro.common.Ownership","com.linkedin.pegasus2avro.common.Status"]}}]},{"type":"record","name":"DataHubPolicySnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"DataHubPolicyKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"id","type":"string"}]},{"type":"record","name":"DataHubPolicyInfo","namespace":"com.linkedin.pegasus2avro.policy","fields":[{"name":"displayName","type":"string"},{"name":"description","type":"string"},{"name":"type","type":"string"},{"name":"state","type":"string"},{"name":"resources","type":["null",{"type":"record","name":"DataHubResourceFilter","namespace":"com.linkedin.pegasus2avro.policy","fields":[{"name":"type","type":["null","string"],"default":null},{"name":"resources","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"allResources","type":"boolean","default":false},{"name":"filter","type":["null",{"type":"record","name":"PolicyMatchFilter","namespace":"com.linkedin.pegasus2avro.policy","fields":[{"name":"criteria","type":{"type":"array","items":{"type":"record","name":"PolicyMatchCriterion","namespace":"com.linkedin.pegasus2avro.policy","fields":[{"name":"field","type":"string"},{"name":"values","type":{"type":"array","items":"string"}},{"name":"structuredPropertyValues","type":["null",{"type":"array","items":{"type":"record","name":"StructuredPropertyCriterionValue","namespace":"com.linkedin.pegasus2avro.policy","fields":[{"name":"propertyUrn","type":"string"},{"name":"values","type":{"type":"array","items":"string"}}]}}],"default":null},{"name":"condition","type":{"type":"enum","name":"PolicyMatchCondition","namespace":"com.linkedin.pegasus2avro.policy","symbols":["EQUALS","STARTS_WITH","NOT_EQUALS"]},"default":"EQUALS"}]}}}]}],"default":null},{"name":"privilegeConstraints","type":["null","com.linkedin.pegasus2avro.policy.PolicyMatchFilter"],"default":null}]}],"default":null},{"name":"privileges","type":{"type":"array","items":"string"}},{"name":"actors","type":{"type":"record","name":"DataHubActorFilter","namespace":"com.linkedin.pegasus2avro.policy","fields":[{"name":"users","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"groups","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"resourceOwners","type":"boolean","default":false},{"name":"resourceOwnersTypes","type":["null",{"type":"array","items":"string"}],"default":null},{"name":"allUsers","type":"boolean","default":false},{"name":"allGroups","type":"boolean","default":false},{"name":"roles","type":["null",{"type":"array","items":"string"}],"default":null}]}},{"name":"editable","type":"boolean","default":true},{"name":"lastUpdatedTimestamp","type":["null","long"],"default":null}]}]}}]},{"type":"record","name":"SchemaFieldSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"SchemaFieldKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"parent","type":"string"},{"name":"fieldPath","type":"string"}]}]}}]},{"type":"record","name":"DataHubRetentionSnapshot","namespace":"com.linkedin.pegasus2avro.metadata.snapshot","fields":[{"name":"urn","type":"string"},{"name":"aspects","type":{"type":"array","items":[{"type":"record","name":"DataHubRetentionKey","namespace":"com.linkedin.pegasus2avro.metadata.key","fields":[{"name":"entityName","type":"string"},{"name":"aspectName","type":"string"}]},{"type":"record","name":"DataHubRetentionConfig","namespace":"com.linkedin.pegasus2avro.retention","fields":[{"name":"retention","type":{"type":"record","name":"Retention","namespace":"com.linkedin.pegasus2avro.retention","fields":[{"name":"version","type":["null",{"type":"record","name":"VersionBasedRetention","namespace":"com.linkedin.pegasus2avro.retention","fields":[{"name":"maxVersions","type":"int"}]}],"default":null},{"name":"time","type":["null",{"type":"record","name":"TimeBasedRetention","namespace":"com.linkedin.pegasus2avro.retention","fields":[{"name":"maxAgeInSeconds","type":"int"}]}],"default":null}]}}]}]}}]}]},{"name":"proposedDelta","type":["null"],"default":null},{"name":"systemMetadata","type":["null",{"type":"record","name":"SystemMetadata","namespace":"com.linkedin.pegasus2avro.mxe","fields":[{"name":"lastObserved","type":["long","null"],"default":0},{"name":"runId","type":["string","null"],"default":"no-run-id-provided"},{"name":"lastRunId","type":["string","null"],"default":"no-run-id-provided"},{"name":"pipelineName","type":["null","string"],"default":null},{"name":"registryName","type":["null","string"],"default":null},{"name":"registryVersion","type":["null","string"],"default":null},{"name":"properties","type":["null",{"type":"map","values":"string"}],"default":null},{"name":"version","type":["null","string"],"default":null},{"name":"schemaVersion","type":["null","long"],"default":null},{"name":"aspectCreated","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null},{"name":"aspectModified","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null}]}],"default":null}]}

"""#),
EmbeddedFile(path: "avro/MetadataChangeLog.avsc", content: #"""
{"type":"record","name":"MetadataChangeLog","namespace":"com.linkedin.pegasus2avro.mxe","fields":[{"name":"auditHeader","type":["null",{"type":"record","name":"KafkaAuditHeader","namespace":"com.linkedin.events","fields":[{"name":"time","type":"long"},{"name":"server","type":"string"},{"name":"instance","type":["null","string"],"default":null},{"name":"appName","type":"string"},{"name":"messageId","type":{"type":"fixed","name":"UUID","namespace":"com.linkedin.events","size":16}},{"name":"auditVersion","type":["null","int"],"default":null},{"name":"fabricUrn","type":["null","string"],"default":null},{"name":"clusterConnectionString","type":["null","string"],"default":null}]}],"default":null},{"name":"entityType","type":"string"},{"name":"entityUrn","type":["null","string"],"default":null},{"name":"entityKeyAspect","type":["null",{"type":"record","name":"GenericAspect","namespace":"com.linkedin.pegasus2avro.mxe","fields":[{"name":"value","type":"bytes"},{"name":"contentType","type":"string"}]}],"default":null},{"name":"changeType","type":{"type":"enum","name":"ChangeType","namespace":"com.linkedin.pegasus2avro.events.metadata","symbols":["UPSERT","CREATE","UPDATE","DELETE","PATCH","RESTATE","CREATE_ENTITY"]}},{"name":"aspectName","type":["null","string"],"default":null},{"name":"aspect","type":["null","com.linkedin.pegasus2avro.mxe.GenericAspect"],"default":null},{"name":"systemMetadata","type":["null",{"type":"record","name":"SystemMetadata","namespace":"com.linkedin.pegasus2avro.mxe","fields":[{"name":"lastObserved","type":["long","null"],"default":0},{"name":"runId","type":["string","null"],"default":"no-run-id-provided"},{"name":"lastRunId","type":["string","null"],"default":"no-run-id-provided"},{"name":"pipelineName","type":["null","string"],"default":null},{"name":"registryName","type":["null","string"],"default":null},{"name":"registryVersion","type":["null","string"],"default":null},{"name":"properties","type":["null",{"type":"map","values":"string"}],"default":null},{"name":"version","type":["null","string"],"default":null},{"name":"schemaVersion","type":["null","long"],"default":null},{"name":"aspectCreated","type":["null",{"type":"record","name":"AuditStamp","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"time","type":"long"},{"name":"actor","type":"string"},{"name":"impersonator","type":["null","string"],"default":null},{"name":"message","type":["null","string"],"default":null}]}],"default":null},{"name":"aspectModified","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null}]}],"default":null},{"name":"headers","type":["null",{"type":"map","values":"string"}],"default":null},{"name":"previousAspectValue","type":["null","com.linkedin.pegasus2avro.mxe.GenericAspect"],"default":null},{"name":"previousSystemMetadata","type":["null","com.linkedin.pegasus2avro.mxe.SystemMetadata"],"default":null},{"name":"created","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null}]}

"""#),
EmbeddedFile(path: "avro/MetadataChangeProposal.avsc", content: #"""
{"type":"record","name":"MetadataChangeProposal","namespace":"com.linkedin.pegasus2avro.mxe","fields":[{"name":"auditHeader","type":["null",{"type":"record","name":"KafkaAuditHeader","namespace":"com.linkedin.events","fields":[{"name":"time","type":"long"},{"name":"server","type":"string"},{"name":"instance","type":["null","string"],"default":null},{"name":"appName","type":"string"},{"name":"messageId","type":{"type":"fixed","name":"UUID","namespace":"com.linkedin.events","size":16}},{"name":"auditVersion","type":["null","int"],"default":null},{"name":"fabricUrn","type":["null","string"],"default":null},{"name":"clusterConnectionString","type":["null","string"],"default":null}]}],"default":null},{"name":"entityType","type":"string"},{"name":"entityUrn","type":["null","string"],"default":null},{"name":"entityKeyAspect","type":["null",{"type":"record","name":"GenericAspect","namespace":"com.linkedin.pegasus2avro.mxe","fields":[{"name":"value","type":"bytes"},{"name":"contentType","type":"string"}]}],"default":null},{"name":"changeType","type":{"type":"enum","name":"ChangeType","namespace":"com.linkedin.pegasus2avro.events.metadata","symbols":["UPSERT","CREATE","UPDATE","DELETE","PATCH","RESTATE","CREATE_ENTITY"]}},{"name":"aspectName","type":["null","string"],"default":null},{"name":"aspect","type":["null","com.linkedin.pegasus2avro.mxe.GenericAspect"],"default":null},{"name":"systemMetadata","type":["null",{"type":"record","name":"SystemMetadata","namespace":"com.linkedin.pegasus2avro.mxe","fields":[{"name":"lastObserved","type":["long","null"],"default":0},{"name":"runId","type":["string","null"],"default":"no-run-id-provided"},{"name":"lastRunId","type":["string","null"],"default":"no-run-id-provided"},{"name":"pipelineName","type":["null","string"],"default":null},{"name":"registryName","type":["null","string"],"default":null},{"name":"registryVersion","type":["null","string"],"default":null},{"name":"properties","type":["null",{"type":"map","values":"string"}],"default":null},{"name":"version","type":["null","string"],"default":null},{"name":"schemaVersion","type":["null","long"],"default":null},{"name":"aspectCreated","type":["null",{"type":"record","name":"AuditStamp","namespace":"com.linkedin.pegasus2avro.common","fields":[{"name":"time","type":"long"},{"name":"actor","type":"string"},{"name":"impersonator","type":["null","string"],"default":null},{"name":"message","type":["null","string"],"default":null}]}],"default":null},{"name":"aspectModified","type":["null","com.linkedin.pegasus2avro.common.AuditStamp"],"default":null}]}],"default":null},{"name":"headers","type":["null",{"type":"map","values":"string"}],"default":null}]}

"""#),
EmbeddedFile(path: "avro/PlatformEvent.avsc", content: #"""
{"type":"record","name":"PlatformEvent","namespace":"com.linkedin.pegasus2avro.mxe","fields":[{"name":"header","type":{"type":"record","name":"PlatformEventHeader","namespace":"com.linkedin.pegasus2avro.mxe","fields":[{"name":"timestampMillis","type":"long"}]}},{"name":"name","type":"string"},{"name":"payload","type":{"type":"record","name":"GenericPayload","namespace":"com.linkedin.pegasus2avro.mxe","fields":[{"name":"value","type":"bytes"},{"name":"contentType","type":"string"}]}}]}

"""#),
]
static let registry: [EmbeddedFile] = [
EmbeddedFile(path: "avro/registry.json", content: #"""
{
  "ids": [
    {"id": 0, "topic": "MetadataChangeProposal_v1", "schema": "MetadataChangeProposal", "current": false},
    {
      "id": 1,
      "topic": "FailedMetadataChangeProposal_v1",
      "schema": "FailedMetadataChangeProposal",
      "current": false
    },
    {"id": 2, "topic": "MetadataChangeLog_Versioned_v1", "schema": "MetadataChangeLog", "current": false},
    {"id": 3, "topic": "MetadataChangeLog_Timeseries_v1", "schema": "MetadataChangeLog", "current": false},
    {"id": 4, "topic": "PlatformEvent_v1", "schema": "PlatformEvent", "current": true},
    {"id": 5, "topic": "MetadataChangeEvent_v4", "schema": "MetadataChangeEvent", "current": false},
    {"id": 6, "topic": "FailedMetadataChangeEvent_v4", "schema": null, "current": false},
    {"id": 7, "topic": "MetadataAuditEvent_v4", "schema": null, "current": false},
    {"id": 8, "topic": "DataHubUpgradeHistory_v1", "schema": null, "current": false},
    {"id": 9, "topic": "MetadataChangeProposal_v1", "schema": "MetadataChangeProposal", "current": false},
    {
      "id": 10,
      "topic": "FailedMetadataChangeProposal_v1",
      "schema": "FailedMetadataChangeProposal",
      "current": false
    },
    {"id": 11, "topic": "MetadataChangeLog_Versioned_v1", "schema": "MetadataChangeLog", "current": false},
    {"id": 12, "topic": "MetadataChangeLog_Timeseries_v1", "schema": "MetadataChangeLog", "current": false},
    {"id": 13, "topic": "MetadataChangeEvent_v4", "schema": "MetadataChangeEvent", "current": false},
    {"id": 14, "topic": "FailedMetadataChangeEvent_v4", "schema": null, "current": false},
    {"id": 15, "topic": "MetadataAuditEvent_v4", "schema": null, "current": false},
    {"id": 16, "topic": "MetadataChangeProposal_v1", "schema": "MetadataChangeProposal", "current": true},
    {
      "id": 17,
      "topic": "FailedMetadataChangeProposal_v1",
      "schema": "FailedMetadataChangeProposal",
      "current": true
    },
    {"id": 18, "topic": "MetadataChangeLog_Versioned_v1", "schema": "MetadataChangeLog", "current": true},
    {"id": 19, "topic": "MetadataChangeLog_Timeseries_v1", "schema": "MetadataChangeLog", "current": true},
    {"id": 20, "topic": "MetadataChangeEvent_v4", "schema": "MetadataChangeEvent", "current": true},
    {"id": 21, "topic": "FailedMetadataChangeEvent_v4", "schema": null, "current": false},
    {"id": 22, "topic": "MetadataAuditEvent_v4", "schema": null, "current": false}
  ]
}

"""#),
]
static let migrations: [EmbeddedFile] = [
EmbeddedFile(path: "postgres/migrations/0001_create_catalog.sql", content: #"""
-- The tables of the catalog. B-tree keys are digests and dense integers, never long text; documents are compressed with
-- lz4, which writes twice as fast as the default.

-- Every urn that was written or named by an edge. Ids are dense (0, 1, 2, …), because in-process engines index by them;
-- they are looked up before inserting, under the writer's lock, so that none is skipped.
create table entity (
    id integer primary key,
    urn text not null,
    digest bytea not null,
    type text collate "C" not null,
    removed boolean not null default false,
    -- The position of the first write; null while the entity is only named by others.
    created_position bigint
);
create unique index entity_digest_key on entity (digest);
create index entity_type on entity (type) where created_position is not null;

-- The latest version of each versioned aspect. The value is JSON as text, as the producer ordered and spelled it.
create table aspect (
    entity integer not null,
    name text collate "C" not null,
    version bigint not null,
    value text compression lz4 not null,
    digest bytea not null,
    run_id text not null,
    last_run_id text not null,
    last_observed bigint not null,
    -- The other members of the system metadata, as a JSON object.
    metadata text compression lz4 not null,
    created_on bigint not null,
    created_by text not null,
    position bigint not null,
    primary key (entity, name)
);

-- Replaced versions with the span of positions in which they were the latest. Partitions are ranges of
-- until_position, so that retention drops a table instead of deleting rows.
create table aspect_history (
    entity integer not null,
    name text collate "C" not null,
    version bigint not null,
    value text compression lz4 not null,
    digest bytea not null,
    run_id text not null,
    last_run_id text not null,
    last_observed bigint not null,
    metadata text compression lz4 not null,
    created_on bigint not null,
    created_by text not null,
    position bigint not null,
    until_position bigint not null,
    primary key (entity, name, version, until_position)
) partition by range (until_position);

-- Edges between entities. An owner (entity and aspect) replaces only its own; closed edges stay for as-of reads.
create table edge (
    source integer not null,
    destination integer not null,
    kind text collate "C" not null,
    -- 0 no lineage, 1 the source is the downstream end, 2 the source is the upstream end.
    lineage smallint not null,
    owner integer not null,
    owner_aspect text collate "C" not null,
    via integer,
    properties text compression lz4,
    from_position bigint not null,
    to_position bigint
);
create index edge_source on edge (source) where to_position is null;
create index edge_destination on edge (destination) where to_position is null;
create index edge_owner on edge (owner, owner_aspect) where to_position is null;

-- What search reads: an entity's contributions by aspect, and the words and facets made of them.
create table search_document (
    entity integer primary key,
    type text collate "C" not null,
    name text not null,
    -- The name's words, in order, separated by blanks: what an exact match compares with.
    name_words text not null,
    description text compression lz4,
    platform text,
    origin text,
    removed boolean not null,
    owners text[] not null,
    tags text[] not null,
    terms text[] not null,
    domains text[] not null,
    subtypes text[] not null,
    parts text compression lz4 not null,
    words tsvector not null
);
create index search_document_words on search_document using gin (words);
create index search_document_type on search_document (type);

-- Points of timeseries aspects, by month; the same identity replaces.
create table timeseries (
    entity integer not null,
    aspect text collate "C" not null,
    at bigint not null,
    identity bytea not null,
    value jsonb compression lz4 not null,
    run_id text not null,
    last_observed bigint not null,
    metadata text compression lz4 not null,
    position bigint not null,
    primary key (entity, aspect, at, identity)
) partition by range (at);
create table timeseries_other partition of timeseries default;

-- The one order of changes: outbox, feed of the replicas, and the clock of every read. Never empty once written.
create table change (
    position bigint primary key,
    entity integer not null,
    aspect text collate "C" not null,
    -- 1 upserted, 2 a timeseries point appended.
    kind smallint not null,
    version bigint not null,
    previous_version bigint not null,
    at bigint not null
);

-- The next offset to read, moved by compare-and-set in the transaction that applied the records before it.
create table consumer_offset (
    cluster_id text not null,
    consumer_group text not null,
    topic text not null,
    partition integer not null,
    next_offset bigint not null,
    primary key (cluster_id, consumer_group, topic, partition)
);

-- Which records were under way; outlives the process, so that a record that ends processes is found.
create table consumer_attempt (
    cluster_id text not null,
    consumer_group text not null,
    topic text not null,
    partition integer not null,
    first_offset bigint not null,
    records bigint not null,
    deaths integer not null,
    primary key (cluster_id, consumer_group, topic, partition)
);

create table dead_letter (
    id bigint generated always as identity primary key,
    cluster_id text not null,
    topic text not null,
    partition integer not null,
    record_offset bigint not null,
    record_key bytea,
    value bytea compression lz4,
    record_time bigint not null,
    code text not null,
    reason text not null,
    parked_at bigint not null,
    replayed_at bigint
);
create unique index dead_letter_record on dead_letter (cluster_id, topic, partition, record_offset);
create index dead_letter_open on dead_letter (id) where replayed_at is null;

-- Schemas that producers registered beyond the ones the service brings.
create table registry_schema (
    id integer primary key,
    subject text not null,
    version integer not null,
    digest bytea not null,
    schema text compression lz4 not null
);
create unique index registry_schema_text on registry_schema (subject, digest);

"""#),
EmbeddedFile(path: "postgres/migrations/0002_add_edge_first_seen.sql", content: #"""
-- Since when an owner states an edge, whatever became of its details in the meantime, and how columns become others.

alter table edge
    -- The position at which the owner first stated the edge; null where that is from_position.
    add column first_position bigint,
    -- When the producer had seen it then, in milliseconds; null for edges older than this column.
    add column first_observed bigint;

-- The edges of column mappings stored so far get what their aspects say of them, as AspectEdges.swift takes it.
with value as materialized (
    select entity, name, value::json -> 'fineGrainedLineages' as mappings from aspect
    where name in ('upstreamLineage', 'dataJobInputOutput')
), mapping as materialized (
    select v.entity, v.name, f.i, f.m -> 'upstreams' as upstreams, f.m -> 'downstreams' as downstreams,
        case when v.name = 'dataJobInputOutput' then null else f.m ->> 'query' end as via,
        concat_ws(',',
            '"transformOperation":' || to_json(left(f.m ->> 'transformOperation', 256))::text,
            case when (f.m ->> 'confidenceScore')::numeric <> 1 then '"confidenceScore":' || (f.m ->> 'confidenceScore') end,
            case when v.name = 'dataJobInputOutput' then '"query":' || to_json(f.m ->> 'query')::text end) as properties
    from value v
    cross join lateral json_array_elements(case when json_typeof(v.mappings) = 'array' then v.mappings end)
        with ordinality f (m, i)
), pair as (
    select distinct on (m.entity, m.name, s.id, t.id, q.id)
        m.entity as owner, m.name as aspect, s.id as source, t.id as destination,
        case when m.name = 'dataJobInputOutput' then m.entity else q.id end as via, m.properties
    from mapping m
    cross join lateral json_array_elements_text(case when json_typeof(m.downstreams) = 'array' then m.downstreams end) d (urn)
    cross join lateral json_array_elements_text(case when json_typeof(m.upstreams) = 'array' then m.upstreams end) u (urn)
    join entity s on s.urn = d.urn
    join entity t on t.urn = u.urn
    left join entity q on q.urn = m.via
    order by m.entity, m.name, s.id, t.id, q.id, m.i
)
update edge d set properties = '{' || p.properties || '}'
from pair p
where d.owner = p.owner and d.owner_aspect = p.aspect and d.source = p.source and d.destination = p.destination
    and d.via is not distinct from p.via and d.kind = 'DownstreamOf' and d.to_position is null and p.properties <> '';

"""#),
EmbeddedFile(path: "postgres/migrations/0003_create_source_event.sql", content: #"""
-- Events of lineage sources as they came, each once by the digest of its content.
create table source_event (
    digest bytea primary key,
    source text collate "C" not null,
    -- The digest of the run's name; null where an event speaks of no run.
    run bytea,
    at bigint not null,
    body text compression lz4 not null
);
create index source_event_run on source_event (run, at) where run is not null;

-- What the events of one subject add up to, moved by compare-and-set on the revision.
create table event_state (
    key bytea primary key,
    revision bigint not null,
    state text compression lz4 not null
);

"""#),
EmbeddedFile(path: "postgres/migrations/0004_add_event_retention.sql", content: #"""
-- The day, counted from 1970-01-01 in UTC, on which an event came. Of the events that are here already it was not noted, so
-- they count as come today.
do $$ begin
    execute format(
        'alter table source_event add column day integer not null default %s', floor(extract(epoch from now()) / 86400));
end $$;
alter table source_event alter column day drop default;
create index source_event_day on source_event (day);

-- The day on which the state of a run moved last; null for what does not end, such as a job. Days, so that most moves change
-- nothing that is indexed.
alter table event_state add column day integer;
-- Only runs name the jobs that they belong to.
update event_state set day = floor(extract(epoch from now()) / 86400) where position('"jobs":["urn:li:dataJob:' in state) > 0;
create index event_state_day on event_state (day) where day is not null;

"""#),
]
}
