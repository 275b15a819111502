/** @module How the items of the price book are asked for in the AWS Price List. */

/** A question to the price list, and which of its answers is meant. */
export interface PriceListQuery {
  readonly serviceCode: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What the usage type looks like, with any region's prefix. */
  readonly usageType: RegExp;
}

const ENGINES: Readonly<Record<string, string>> = {
  mysql: 'MySQL',
  postgresql: 'PostgreSQL',
  mariadb: 'MariaDB',
  'aurora-mysql': 'Aurora MySQL',
  'aurora-postgresql': 'Aurora PostgreSQL',
};

/**
 * The query for an item; undefined for one that the price list does not have.
 * Source: AWS Price List query API, `GetProducts`; attributes of AmazonEC2, AmazonECS, AWSLambda
 * and AmazonRDS.
 */
export function priceListQuery(region: string, item: string): PriceListQuery | undefined {
  const [kind, ...words] = item.split(' ');
  const [first = '', second = '', third = ''] = words;
  switch (kind) {
    case 'ec2':
      return {
        serviceCode: 'AmazonEC2',
        attributes: {
          regionCode: region,
          instanceType: first,
          operatingSystem: 'Linux',
          tenancy: 'Shared',
          preInstalledSw: 'NA',
          capacitystatus: 'Used',
        },
        usageType: /BoxUsage/,
      };
    case 'fargate': {
      const arm = second === 'arm64' ? 'ARM-' : '';
      const metered = first === 'vcpu-hour' ? 'vCPU-Hours:perCPU' : 'GB-Hours';
      return {
        serviceCode: 'AmazonECS',
        attributes: { regionCode: region, productFamily: 'Compute' },
        usageType: new RegExp(`^(?:[A-Z0-9]+-)?Fargate-${arm}${metered}$`),
      };
    }
    case 'lambda': {
      const arm = third === 'arm64' ? '-ARM' : '';
      const group = first === 'provisioned' ? 'Provisioned-Concurrency' : 'Duration';
      return {
        serviceCode: 'AWSLambda',
        attributes: { regionCode: region, group: `AWS-Lambda-${group}${arm}` },
        usageType: /Lambda/,
      };
    }
    case 'rds':
      return databaseQuery(region, words);
    default:
      return undefined;
  }
}

function databaseQuery(
  region: string,
  [databaseClass = '', engine = '', zones]: readonly string[],
): PriceListQuery {
  const attributes = { regionCode: region, databaseEngine: ENGINES[engine] ?? engine };
  return databaseClass === 'db.serverless'
    ? { serviceCode: 'AmazonRDS', attributes, usageType: /Aurora:ServerlessV2Usage$/ }
    : {
        serviceCode: 'AmazonRDS',
        attributes: {
          ...attributes,
          instanceType: databaseClass,
          deploymentOption: zones === 'multi-az' ? 'Multi-AZ' : 'Single-AZ',
        },
        // The storage that charges no I/O has a dearer instance of its own.
        usageType: /(?:InstanceUsage|Multi-AZUsage):/,
      };
}
