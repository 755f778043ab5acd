import type { CheckSection } from './check.ts';
import { ARRAY_CHECKS } from './checks/arrays.ts';
import { AWGN_CHECKS } from './checks/awgn.ts';
import { CAPACITY_CHECKS } from './checks/capacity.ts';
import { DIVERSITY_CHECKS } from './checks/diversity.ts';
import { DOPPLER_CHECKS } from './checks/doppler.ts';
import { ESTIMATOR_CHECKS } from './checks/estimator.ts';
import { RAYLEIGH_CHECKS, RICIAN_CHECKS } from './checks/fading.ts';
import { RECEIVER_CHECKS } from './checks/receivers.ts';
import { SOURCE_CHECKS } from './checks/source.ts';

/** All checks, in the order in which they run and are shown. */
export const SECTIONS: readonly CheckSection[] = [
  AWGN_CHECKS,
  RAYLEIGH_CHECKS,
  RICIAN_CHECKS,
  DIVERSITY_CHECKS,
  DOPPLER_CHECKS,
  CAPACITY_CHECKS,
  ARRAY_CHECKS,
  RECEIVER_CHECKS,
  SOURCE_CHECKS,
  ESTIMATOR_CHECKS,
];
