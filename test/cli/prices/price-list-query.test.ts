import { describe, expect, it } from 'vitest';
import { priceListQuery } from '../../../cli/prices/price-list-query.ts';

describe('priceListQuery', () => {
  it.each([
    {
      item: 'ec2 m5.large',
      service: 'AmazonEC2',
      asks: { instanceType: 'm5.large', operatingSystem: 'Linux', tenancy: 'Shared' },
      meant: ['BoxUsage:m5.large', 'EU-BoxUsage:m5.large'],
      others: ['Reservation:m5.large'],
    },
    {
      item: 'fargate vcpu-hour x86_64',
      service: 'AmazonECS',
      asks: { productFamily: 'Compute' },
      meant: ['USE1-Fargate-vCPU-Hours:perCPU', 'Fargate-vCPU-Hours:perCPU'],
      others: [
        'USE1-Fargate-ARM-vCPU-Hours:perCPU',
        'USE1-SpotUsage-Fargate-vCPU-Hours:perCPU',
        'USE1-Fargate-Windows-vCPU-Hours:perCPU',
        'USE1-Fargate-GB-Hours',
      ],
    },
    {
      item: 'fargate gb-hour arm64',
      service: 'AmazonECS',
      asks: { productFamily: 'Compute' },
      meant: ['USE1-Fargate-ARM-GB-Hours'],
      others: ['USE1-Fargate-GB-Hours', 'USE1-Fargate-EphemeralStorage-GB-Hours'],
    },
    {
      item: 'lambda busy gb-second x86_64',
      service: 'AWSLambda',
      asks: { group: 'AWS-Lambda-Duration' },
      meant: ['Lambda-GB-Second', 'EU-Lambda-GB-Second'],
      others: [],
    },
    {
      item: 'lambda provisioned gb-second arm64',
      service: 'AWSLambda',
      asks: { group: 'AWS-Lambda-Provisioned-Concurrency-ARM' },
      meant: ['Lambda-Provisioned-Concurrency-ARM'],
      others: [],
    },
    {
      item: 'rds db.m5.large mysql multi-az',
      service: 'AmazonRDS',
      asks: {
        instanceType: 'db.m5.large',
        databaseEngine: 'MySQL',
        deploymentOption: 'Multi-AZ',
      },
      meant: ['Multi-AZUsage:db.m5.large'],
      others: [],
    },
    {
      item: 'rds db.r6g.large aurora-postgresql',
      service: 'AmazonRDS',
      asks: { databaseEngine: 'Aurora PostgreSQL', deploymentOption: 'Single-AZ' },
      meant: ['InstanceUsage:db.r6g.large'],
      others: ['InstanceUsageIOOptimized:db.r6g.large'],
    },
    {
      item: 'rds db.serverless aurora-mysql',
      service: 'AmazonRDS',
      asks: { databaseEngine: 'Aurora MySQL' },
      meant: ['Aurora:ServerlessV2Usage', 'EU-Aurora:ServerlessV2Usage'],
      others: ['Aurora:ServerlessV2IOOptimizedUsage', 'Aurora:ServerlessUsage'],
    },
  ])('asks $service for "$item"', ({ item, service, asks, meant, others }) => {
    const query = priceListQuery('eu-west-1', item);

    expect(query?.serviceCode).toBe(service);
    expect(query?.attributes).toMatchObject({ regionCode: 'eu-west-1', ...asks });
    expect(meant.filter((usage) => !query?.usageType.test(usage))).toEqual([]);
    expect(others.filter((usage) => query?.usageType.test(usage))).toEqual([]);
  });

  it('has no query for what is not in the list', () => {
    expect(priceListQuery('eu-west-1', 'spot m5.large')).toBeUndefined();
  });
});
