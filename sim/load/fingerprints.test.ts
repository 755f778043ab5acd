import { describe, expect, it } from 'vitest';
import asynchronous from '../../scenarios/asynchronous.ts';
import load from '../../scenarios/load.ts';
import { averagingCodec, idleDenoiser } from '../fixture.ts';
import { SEED, source } from './fixture.ts';
import { runLoad } from './run.ts';
import { parseLoad } from './scenario.ts';

/** The events of a scenario that comes with semlink, one fingerprint per point, with a codec without networks and few small pictures. */
async function fingerprints(scenario: typeof load, seed = SEED): Promise<string[]> {
  const small = { ...scenario, pictures: 60, images: { width: 16, height: 16, count: 20 } };
  const { points } = await runLoad(parseLoad(small), {
    ...{ seed, codec: averagingCodec, denoiser: idleDenoiser, source },
    about: { models: [], deviceRequested: 'cpu', deviceUsed: 'cpu', command: 'test' },
  });
  return points.map(({ fingerprint }) => fingerprint);
}

describe('the events of scenarios in time', () => {
  // A change of any event, its time or its order, shows here. Change them only with the behaviour that they stand for.
  it('of `load`', async () => {
    expect(await fingerprints(load)).toEqual([
      'e7a675b5ec2934f6',
      'c7baa3ce16886402',
      'aceef1e282eb1b34',
      '99625809f7fc2040',
      '832f1a99a4990a84',
      '03a9f9fea0629fd5',
      'e41562b531972a9b',
      '201aa03e267d2e05',
      '0410d5d4d1bd59d8',
      'cadf44f4d1713dcb',
      '66453fd2bda56cc2',
      '424eb8e53c705ba9',
      'f3d844b4c1a33632',
      '414ec160ae9ebc64',
      'e5013e1d293eab9f',
      'c6837765b8ae293c',
      '0267b989727c782d',
      'f9b684706abe0511',
    ]);
  });

  it('of `asynchronous`, which are the same whatever the networks are told', async () => {
    expect(await fingerprints(asynchronous)).toEqual([
      '1b656792cd41c81d',
      '1b656792cd41c81d',
      'a24af2fac1f29270',
      'a24af2fac1f29270',
      '1799fe884dab1c76',
      '1799fe884dab1c76',
      '46f4fd42a7ba1d74',
      '46f4fd42a7ba1d74',
      '82558bb989c68fe7',
      '82558bb989c68fe7',
      '8b142b93a406ba2b',
      'f77b05af8ce0ef5e',
      'd479a8247a7965f6',
      '76c974246d559bc8',
      '7281752ecf5f6584',
    ]);
  });

  it('differ for another seed', async () => {
    expect(await fingerprints(load, SEED + 1)).not.toEqual(await fingerprints(load));
  });
});
