/** Every target type, in alphabetical order. To add one: write its file, then name it here. */
import { targetFamily } from '../target.ts';
import { applicationAutoScaling } from './application-auto-scaling.ts';
import { autoScalingGroup } from './auto-scaling-group.ts';
import { ecsService } from './ecs-service.ts';
import { lambdaEventSource } from './lambda-event-source.ts';

export const targets = targetFamily(
  applicationAutoScaling,
  autoScalingGroup,
  ecsService,
  lambdaEventSource,
);
