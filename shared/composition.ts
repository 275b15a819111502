/** @module Where adapters meet use cases: the only place that builds them. */
import { type AwsClients, loadClients } from './adapters/aws/clients.ts';
import { costExplorerBills } from './adapters/cost-explorer-bills.ts';
import { familyHistories } from './adapters/family-histories.ts';
import { familySources } from './adapters/family-sources.ts';
import { familyTargets } from './adapters/family-targets.ts';
import { loadInterpreters } from './adapters/interpreters.ts';
import {
  billServices,
  forecastServices,
  historyServices,
  neededServices,
} from './adapters/needed-services.ts';
import { plannedNotifications } from './adapters/notifications/planned-notifications.ts';
import { sqsEvaluationQueue } from './adapters/sqs-evaluation-queue.ts';
import { dynamoDbActivityStore } from './adapters/stores/dynamodb-activity-store.ts';
import { dynamoDbForecastStore } from './adapters/stores/dynamodb-forecast-store.ts';
import { dynamoDbLedgerStore } from './adapters/stores/dynamodb-ledger-store.ts';
import { dynamoDbStateStore } from './adapters/stores/dynamodb-state-store.ts';
import { rememberedForecasts } from './adapters/stores/remembered-forecasts.ts';
import { systemClock } from './adapters/system-clock.ts';
import type { EvaluationPorts } from './app/evaluate-targets.ts';
import type { ForecastPorts } from './app/forecast-loads.ts';
import type { BillPorts } from './app/reconcile-bills.ts';
import type { Environment } from './config/environment.ts';
import type { ScalingPlan } from './core/plan.ts';
import type { Clock } from './ports/clock.ts';
import type { EvaluationQueue } from './ports/evaluation-queue.ts';
import type { ForecastStore } from './ports/forecast-store.ts';
import type { Journal } from './ports/journal.ts';
import type { LedgerStore } from './ports/ledger-store.ts';
import type { MetricHistories } from './ports/metric-history.ts';
import type { Notifications } from './ports/notifications.ts';

/** Everything that a function or a command works with. */
export interface Application<Told extends Journal = Journal> {
  readonly plans: readonly ScalingPlan[];
  readonly ports: EvaluationPorts & {
    readonly queue: EvaluationQueue;
    readonly forecasts: ForecastStore;
    readonly ledgers: LedgerStore;
  };
  readonly journal: Told;
  /** The AWS account that we run in; known in Lambda, where it matters whose budgets count. */
  readonly accountId?: string | undefined;
}

/** What an application is made from; what is left out is AWS and the computer's clock. */
export interface Ingredients<Told extends Journal> {
  readonly environment: Environment;
  readonly plans: readonly ScalingPlan[];
  readonly journal: Told;
  readonly clock?: Clock;
  readonly clients?: AwsClients;
}

/** Builds the application. Only the clients and languages that the plans need are loaded. */
export async function compose<Told extends Journal>({
  environment,
  plans,
  journal,
  clock = systemClock,
  clients,
}: Ingredients<Told>): Promise<Application<Told>> {
  const [loaded, interpreters] = await Promise.all([
    clients ?? loadClients(neededServices(plans)),
    loadInterpreters(plans),
  ]);
  const table = { dynamoDb: loaded.dynamoDb, table: environment.table };
  const onBug = (where: string, error: unknown): void =>
    journal.noted('error', `a bug in ${where}`, {
      error: error instanceof Error ? error.stack : String(error),
    });
  return {
    plans,
    journal,
    accountId: environment.accountId,
    ports: {
      clock,
      journal,
      interpreters,
      sources: familySources({ clients: loaded, onBug }),
      targets: familyTargets({ clients: loaded, onBug }),
      states: dynamoDbStateStore(table),
      ledgers: dynamoDbLedgerStore(table),
      activities: dynamoDbActivityStore({ ...table, clock }),
      forecasts: rememberedForecasts(dynamoDbForecastStore(table), { clock }),
      notifications: notificationsOf(plans, loaded),
      queue: queueOf(environment.evaluationQueueUrl, loaded),
    },
  };
}

/** A plan that names nobody tells nobody: its log has everything. */
function notificationsOf(
  plans: readonly ScalingPlan[],
  clients: AwsClients,
): Notifications | undefined {
  const notify = plans.find((plan) => plan.notify !== undefined)?.notify;
  return notify === undefined ? undefined : plannedNotifications(notify, clients);
}

/** An answer about days of the past takes longer than one about now. */
const HISTORY_TIMEOUT_MS = 30_000;

/** The past of the plans' sources; only what is asked for it is loaded. */
export async function composeHistories(
  plans: readonly ScalingPlan[],
  clients?: AwsClients,
): Promise<MetricHistories> {
  const access = { requestTimeoutMs: HISTORY_TIMEOUT_MS };
  return familyHistories({
    clients: clients ?? (await loadClients(historyServices(plans), access)),
  });
}

/** What the making of forecasts works with. */
export interface ForecastApplication<Told extends Journal = Journal> {
  readonly plans: readonly ScalingPlan[];
  readonly ports: ForecastPorts;
  readonly journal: Told;
}

/** Builds what makes forecasts: the past of loads and a store, nothing that moves a target. */
export async function composeForecasts<Told extends Journal>({
  environment: { table },
  plans,
  journal,
  clock = systemClock,
  clients,
}: Ingredients<Told>): Promise<ForecastApplication<Told>> {
  const access = { requestTimeoutMs: HISTORY_TIMEOUT_MS };
  const loaded = clients ?? (await loadClients(forecastServices(plans), access));
  const forecasts = dynamoDbForecastStore({ dynamoDb: loaded.dynamoDb, table });
  const histories = familyHistories({ clients: loaded });
  return { plans, journal, ports: { clock, journal, histories, forecasts } };
}

/** What holding ledgers against AWS's bill works with. */
export interface BillApplication<Told extends Journal = Journal> {
  readonly plans: readonly ScalingPlan[];
  readonly ports: BillPorts;
  readonly journal: Told;
  readonly accountId?: string | undefined;
}

/** Cost Explorer adds up a bill while it is asked. Each attempt at a call may be paid for. */
export const BILL_ACCESS = { requestTimeoutMs: 20_000, maxAttempts: 2 };

/** Builds what holds ledgers against AWS's bill: it moves no target, and describes none. */
export async function composeBills<Told extends Journal>({
  environment: { table, accountId },
  plans,
  journal,
  clock = systemClock,
  clients,
}: Ingredients<Told>): Promise<BillApplication<Told>> {
  const loaded = clients ?? (await loadClients(billServices(plans), BILL_ACCESS));
  const ledgers = dynamoDbLedgerStore({ dynamoDb: loaded.dynamoDb, table });
  const bills = costExplorerBills(loaded.costExplorer);
  const notifications = notificationsOf(plans, loaded);
  return { plans, journal, accountId, ports: { clock, journal, ledgers, bills, notifications } };
}

/** Outside AWS there is no queue; nothing may be handed on, and trying says so. */
function queueOf(queueUrl: string | undefined, { sqs }: AwsClients): EvaluationQueue {
  return queueUrl === undefined
    ? {
        send: async () => {
          throw new Error('TIDEGATE_EVALUATION_QUEUE_URL is not set: nothing can be handed on.');
        },
      }
    : sqsEvaluationQueue({ sqs, queueUrl });
}
