import type { CodecName, PersonalResult, Way } from '../../sim/personal/results.ts';
import type { Estimate } from '../../sim/results.ts';
import { counted, fixed, plain, signed, withInterval } from '../numbers.ts';
import { codecsOf, type Gain, gainOf, headlineSnrDb, negated } from './select.ts';

/** What was found, in sentences that come from the result alone. */
export function verdictSentences(result: PersonalResult): string[] {
  return [
    ...answer(result),
    ...againstTheFirstSystem(result),
    ...trainingItself(result),
    ...kinshipOfCodecs(result),
    ...otherFeatures(result),
    ...ideal(result),
    ...contentAlone(result),
    ...price(result),
  ];
}

const keys = (codec: CodecName): Way => ({ codec, access: 'keys' });
const noKeys = (codec: CodecName): Way => ({ codec, access: 'no-keys' });
const alone = (codec: CodecName): Way => ({ codec, access: 'alone' });

/** The one codec that personal ones are held against: trained on as long as they are, where the result has it. */
function oneForAll(result: PersonalResult): { readonly codec: CodecName; readonly name: string } {
  return codecsOf(result).includes('adapted')
    ? { codec: 'adapted', name: 'one codec trained on as long with the pictures of all users' }
    : { codec: 'universal', name: 'the one codec as it came' };
}

function answer(result: PersonalResult): string[] {
  const one = oneForAll(result);
  const gain = headline(result, keys('personal'), keys(one.codec));
  if (!gain) return [];
  const { low, high } = gain.psnrDb;
  const verdict =
    low > 0
      ? 'One universal model does not reach personal ones here'
      : high < 0
        ? 'One universal model suffices here'
        : 'One universal model suffices, as far as can be told';
  return [
    `${verdict}: with keys, ${where(result)}, personal codecs are ${beside(gain.psnrDb, one.name)}. ${userByUser(gain)}`,
  ];
}

function againstTheFirstSystem(result: PersonalResult): string[] {
  const first = headline(result, keys('universal'), noKeys('personal'));
  const both = headline(result, keys('universal'), keys('personal'));
  if (!first || !both) return [];
  return [
    `One universal codec with keys is ${beside(first.psnrDb, 'personal codecs without keys')}, and ${beside(both.psnrDb, 'personal codecs with keys')}.`,
  ];
}

/** How much of what personal codecs gain is the training and not the person. */
function trainingItself(result: PersonalResult): string[] {
  const personal = headline(result, keys('personal'), keys('universal'));
  const adapted = headline(result, keys('adapted'), keys('universal'));
  if (!personal || !adapted) return [];
  return [
    `Training on changes the universal codec by ${withInterval(adapted.psnrDb, 2, signed)} dB with the pictures of all users and by ${withInterval(personal.psnrDb, 2, signed)} dB with each user’s own: what the first has, the noise and the kind of pictures bring, not the person.`,
  ];
}

function kinshipOfCodecs(result: PersonalResult): string[] {
  const kinship = result.kinships.find(({ codec }) => codec === 'personal');
  const gain = headline(result, noKeys('personal'), noKeys('universal'));
  if (!kinship || !gain) return [];
  const { between, lossDb, snrDb } = kinship;
  return [
    `Personal codecs of two users make latents of one picture that correlate by ${withInterval(between, 3)}, and another user’s decoder changes a picture that is sent alone at ${plain(snrDb)} dB by ${withInterval(lossDb, 2, signed)} dB of PSNR. Without keys they have ${withInterval(gain.psnrDb, 2, signed)} dB over the universal codec without keys.`,
  ];
}

function otherFeatures(result: PersonalResult): string[] {
  const kinship = result.kinships.find(({ codec }) => codec === 'rotated');
  const without = headline(result, noKeys('rotated'), noKeys('universal'));
  const added = headline(result, keys('rotated'), noKeys('rotated'));
  const later = headline(result, keys('universal'), noKeys('rotated'));
  if (!kinship || !without || !added || !later) return [];
  return [
    `Features that differ by a rotation alone (correlation ${withInterval(kinship.between, 3)}) have ${withInterval(without.psnrDb, 2, signed)} dB over equal features where there are no keys, and keys add ${withInterval(added.psnrDb, 2, signed)} dB to them: a decoder does not understand the others’ features, but they are not white noise to it. One universal codec with keys is ${beside(later.psnrDb, 'such features without')}.`,
  ];
}

function ideal(result: PersonalResult): string[] {
  const gain = headline(result, keys('universal'), { codec: 'universal', access: 'gaussian' });
  if (!gain) return [];
  const sure = isSure(gain.psnrDb) ? '' : ', not told from 0';
  return [
    `Against Gaussian noise of the others’ power the universal codec with keys has ${withInterval(gain.psnrDb, 2, signed)} dB${sure}.`,
  ];
}

/** What being fitted to one's own pictures brings where nobody disturbs. */
function contentAlone(result: PersonalResult): string[] {
  const one = oneForAll(result);
  const gain = headline(result, alone('personal'), alone(one.codec));
  if (!gain) return [];
  return [
    `With nobody else on the air personal codecs are ${beside(gain.psnrDb, one.name)}. ${userByUser(gain)}`,
  ];
}

function price({ costs }: PersonalResult): string[] {
  const cost = (codec: CodecName) => costs.find(one => one.codec === codec);
  const [one, many] = [cost('universal'), cost('personal')];
  if (!one || !many) return [];
  const megabytes = ({ codecs, encoderBytes, decoderBytes }: typeof one) =>
    fixed((codecs * (encoderBytes + decoderBytes)) / 1e6, 1);
  return [
    `Encoders and decoders take ${megabytes(one)} MB for one codec and ${megabytes(many)} MB for ${counted(many.codecs, 'personal codec')}, and every user takes ${counted(many.steps / many.codecs, 'step')} of training on ${counted(many.pictures / many.codecs, 'picture')} of its own. A key takes 32 bytes and a rotation none but its key.`,
  ];
}

function headline(result: PersonalResult, of: Way, against: Way): Gain | undefined {
  return gainOf(result, of, against, headlineSnrDb(result));
}

function where(result: PersonalResult): string {
  return `${counted(result.scenario.users, 'user')} at ${plain(headlineSnrDb(result))} dB`;
}

/** "0.25 [0.20, 0.30] dB above OTHER", "not told from OTHER (+0.02 dB [−0.10, 0.14])". */
function beside(gain: Estimate, other: string): string {
  if (!isSure(gain)) return `not told from ${other} (${withInterval(gain, 2, signed)} dB)`;
  return gain.mean > 0
    ? `${withInterval(gain, 2)} dB above ${other}`
    : `${withInterval(negated(gain), 2)} dB below ${other}`;
}

function isSure({ low, high }: Estimate): boolean {
  return low > 0 || high < 0;
}

/** "At 95 % confidence 2 of 4 users gain and 1 loses; the differences go from −0.12 to +0.15 dB." */
function userByUser({ users }: Gain): string {
  const means = users.map(({ mean }) => mean);
  const gaining = users.filter(({ low }) => low > 0).length;
  const losing = users.filter(({ high }) => high < 0).length;
  const verbs = `${plain(gaining)} of ${plain(users.length)} users ${gaining === 1 ? 'gains' : 'gain'} and ${plain(losing)} ${losing === 1 ? 'loses' : 'lose'}`;
  return `At 95 % confidence ${verbs}; the differences go from ${signed(Math.min(...means), 2)} to ${signed(Math.max(...means), 2)} dB.`;
}
