/** @module What Application Auto Scaling can set. */

/** Services by their namespace. */
export const serviceNamespaces = [
  'appstream',
  'cassandra',
  'comprehend',
  'custom-resource',
  'dynamodb',
  'ec2',
  'ecs',
  'elasticache',
  'elasticmapreduce',
  'lambda',
  'neptune',
  'rds',
  'sagemaker',
  'workspaces',
] as const;
export type ServiceNamespace = (typeof serviceNamespaces)[number];

/** Services that cannot be scaled to nothing: the lowest capacity that AWS accepts is 1. */
export const neverZero: ReadonlySet<ServiceNamespace> = new Set<ServiceNamespace>([
  'cassandra',
  'comprehend',
  'dynamodb',
  'elasticache',
  'neptune',
  'workspaces',
]);

/**
 * Every dimension; it begins with its service's namespace. Storage of Kafka brokers is left out:
 * it never shrinks.
 */
export const scalableDimensions = [
  'appstream:fleet:DesiredCapacity',
  'cassandra:table:ReadCapacityUnits',
  'cassandra:table:WriteCapacityUnits',
  'comprehend:document-classifier-endpoint:DesiredInferenceUnits',
  'comprehend:entity-recognizer-endpoint:DesiredInferenceUnits',
  'custom-resource:ResourceType:Property',
  'dynamodb:index:ReadCapacityUnits',
  'dynamodb:index:WriteCapacityUnits',
  'dynamodb:table:ReadCapacityUnits',
  'dynamodb:table:WriteCapacityUnits',
  'ec2:spot-fleet-request:TargetCapacity',
  'ecs:service:DesiredCount',
  'elasticache:cache-cluster:Nodes',
  'elasticache:replication-group:NodeGroups',
  'elasticache:replication-group:Replicas',
  'elasticmapreduce:instancegroup:InstanceCount',
  'lambda:function:ProvisionedConcurrency',
  'neptune:cluster:ReadReplicaCount',
  'rds:cluster:ReadReplicaCount',
  'sagemaker:inference-component:DesiredCopyCount',
  'sagemaker:variant:DesiredInstanceCount',
  'sagemaker:variant:DesiredProvisionedConcurrency',
  'workspaces:workspacespool:DesiredUserSessions',
] as const;
export type ScalableDimension = (typeof scalableDimensions)[number];
