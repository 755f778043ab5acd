import type { CodecCost, Kinship, PersonalResult } from '../../sim/personal/results.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import type { Numbering } from '../numbering.ts';
import { fixed, MISSING, plain, signed, significant, withInterval } from '../numbers.ts';
import { type Column, downloadLink, headColumn, numberColumn, renderTable } from '../table.ts';
import { codecLook } from './looks.ts';

/** How different the codecs of users are. */
export function kinshipSection({ kinships }: PersonalResult, numbering: Numbering): Markup {
  if (kinships.length === 0) return NOTHING;
  const [{ snrDb }] = kinships;
  const table = {
    caption: `${numbering.next('Table')}. How different the codecs of users are: mean and 95 % interval over frames`,
    columns: KINSHIP_COLUMNS,
    rows: kinships,
  };
  return html`<p>All codecs encode the same pictures; R is the correlation of what two of them make of a picture, 1 for equal features and 0 for unrelated ones. Then every
picture is sent alone at ${plain(snrDb)} dB and read by its user’s own decoder and by the next user’s.</p>
${renderTable(table)}
${downloadLink(table, 'personal-kinship.csv')}`;
}

/** What codecs take in storage and training. */
export function costSection({ costs }: PersonalResult, numbering: Numbering): Markup {
  const table = {
    caption: `${numbering.next('Table')}. Weights that have to be held, and training, of all codecs together`,
    columns: COST_COLUMNS,
    rows: costs,
  };
  return html`${renderTable(table)}
${downloadLink(table, 'personal-costs.csv')}
<p class="note">A user holds the encoder of its codec, a receiver of all users the decoders of all codecs. Training is what comes on top of the universal codec’s
own. Seconds are those of the machine that ran this.</p>`;
}

function text<Row>(header: string, key: string, show: (row: Row) => string): Column<Row> {
  return { header, key, show, value: show, kind: 'number' };
}

const KINSHIP_COLUMNS: readonly Column<Kinship>[] = [
  headColumn('Codec', 'codec', ({ codec }) => codecLook(codec).label),
  text('R of two users', 'between', ({ between }) => withInterval(between, 3)),
  numberColumn('R with the universal codec', 'with_universal', withUniversal, value => fixed(value, 3)),
  text('PSNR by the own decoder (dB)', 'own_psnr_db', ({ ownPsnrDb }) => withInterval(ownPsnrDb, 2)),
  text('By the next user’s (dB)', 'others_psnr_db', ({ othersPsnrDb }) => withInterval(othersPsnrDb, 2)),
  text('Difference (dB)', 'loss_db', ({ lossDb }) => withInterval(lossDb, 2, signed)),
];

/** Mean over the users; the universal codec comes first in the matrix. */
function withUniversal({ correlation: [first] }: Kinship): number {
  const others = first.slice(1);
  return others.reduce((sum, value) => sum + value, 0) / others.length;
}

const megabytes = (value: number) => fixed(value / 1e6, 2);

const COST_COLUMNS: readonly Column<CodecCost>[] = [
  headColumn('Codec', 'codec', ({ codec }) => codecLook(codec).label),
  numberColumn('Codecs', 'codecs', ({ codecs }) => codecs, plain),
  numberColumn('A user’s encoder (MB)', 'encoder_bytes', ({ encoderBytes }) => encoderBytes, megabytes),
  numberColumn(
    'All decoders (MB)',
    'decoders_bytes',
    ({ codecs, decoderBytes }) => codecs * decoderBytes,
    megabytes,
  ),
  numberColumn('Training steps', 'steps', ({ steps }) => steps, plain),
  numberColumn('Pictures trained on', 'pictures', ({ pictures }) => pictures, plain),
  numberColumn(
    'Training time (s)',
    'training_seconds',
    ({ trainingSeconds }) => trainingSeconds ?? Number.NaN,
    value => (Number.isFinite(value) ? significant(value) : MISSING),
  ),
];
