import type { Point, PointResult, RunResult, SchemeName } from '../../sim/cell/results.ts';
import { counted, plain } from '../numbers.ts';
import { channelLabel } from './channels.ts';
import { SCHEME_NAMES, SCHEMES } from './schemes.ts';

/** The values that a run's points take, each in ascending order (schemes in the order of the tables, channels in that of the run). */
export interface Conditions {
  readonly schemes: readonly SchemeName[];
  /** Those of schemes with a denoiser, where there are any. */
  readonly steps: readonly number[];
  readonly snrsDb: readonly number[];
  readonly users: readonly number[];
  /** In the order of the run; empty where it names none. */
  readonly channels: readonly string[];
}

export function conditionsOf(points: readonly { readonly point: Point }[]): Conditions {
  const schemes = new Set(points.map(({ point }) => point.scheme));
  const latents = points.filter(({ point }) => !SCHEMES[point.scheme].isDigital);
  return {
    schemes: SCHEME_NAMES.filter(name => schemes.has(name)),
    steps: ascending((latents.length > 0 ? latents : points).map(({ point }) => point.denoiserSteps)),
    snrsDb: ascending(points.map(({ point }) => point.snrDb)),
    users: ascending(points.map(({ point }) => point.users)),
    channels: channelsOf(points),
  };
}

/** The point of these conditions, if the run has it. */
export function findPoint(points: RunResult['points'], wanted: Point): PointResult | undefined {
  return points.find(({ point }) => isSamePoint(point, wanted));
}

/** "without denoiser", "with denoiser", or with the step count where a run has several. */
export function denoiserLabel(steps: number, all: readonly number[]): string {
  if (steps === 0) return 'without denoiser';
  return all.filter(other => other > 0).length > 1 ? `denoiser, ${counted(steps, 'step')}` : 'with denoiser';
}

/** "4 users at 10 dB", "4 users at 10 dB over Rayleigh" where the point names its channel. */
export function placeLabel({ users, snrDb, channel }: Pick<Point, 'users' | 'snrDb' | 'channel'>): string {
  return `${counted(users, 'user')} at ${plain(snrDb)} dB${channel === undefined ? '' : ` over ${channelLabel(channel)}`}`;
}

/** Whether two points differ in nothing but the denoiser. */
export function isSamePlace(a: Point, b: Point): boolean {
  return a.scheme === b.scheme && a.users === b.users && a.snrDb === b.snrDb && a.channel === b.channel;
}

export function isSamePoint(a: Point, b: Point): boolean {
  return isSamePlace(a, b) && a.denoiserSteps === b.denoiserSteps;
}

/** Rows in the order of the tables: users, SNR, channel, scheme, denoiser steps. */
export function inTableOrder<Row extends { readonly point: Point }>(rows: readonly Row[]): Row[] {
  const channels = channelsOf(rows);
  const placeOf = ({ channel = '' }: Point) => channels.indexOf(channel);
  return [...rows].sort(
    ({ point: a }, { point: b }) =>
      a.users - b.users ||
      a.snrDb - b.snrDb ||
      placeOf(a) - placeOf(b) ||
      SCHEME_NAMES.indexOf(a.scheme) - SCHEME_NAMES.indexOf(b.scheme) ||
      a.denoiserSteps - b.denoiserSteps,
  );
}

export function schemeLabel(point: Pick<Point, 'scheme'>): string {
  return SCHEMES[point.scheme].label;
}

function channelsOf(points: readonly { readonly point: Point }[]): string[] {
  return [...new Set(points.flatMap(({ point }) => (point.channel === undefined ? [] : [point.channel])))];
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
