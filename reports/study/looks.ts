import type { LineStyle, Look } from '../figures/markers.ts';

/** How an optimizer is called and drawn: one colour and marker for a family, dashes for its forms. */
export interface OptimizerLook {
  readonly look: Look;
  readonly style: LineStyle;
  /** "NorMuon, paper". */
  readonly label: string;
}

const FAMILIES: Readonly<Record<string, Look>> = {
  sgd: { name: 'sgd', label: 'SGD', marker: 'cross', markerArea: 46 },
  adamw: { name: 'adamw', label: 'AdamW', marker: 'square', markerArea: 52 },
  muon: { name: 'muon', label: 'Muon', marker: 'circle', markerArea: 46 },
  normuon: { name: 'normuon', label: 'NorMuon', marker: 'triangle', markerArea: 52 },
  auon: { name: 'auon', label: 'AuON', marker: 'diamond', markerArea: 52 },
  'hybrid-auon': { name: 'hybrid-auon', label: 'Hybrid-AuON', marker: 'star', markerArea: 60 },
};

const FORMS: Readonly<Record<string, string>> = {
  kj: 'Jordan',
  moonlight: 'Moonlight',
  paper: 'paper',
  official: 'official code',
  reference: 'reference code',
};

/** Looks by optimizer name. */
export type Looks = ReadonlyMap<string, OptimizerLook>;

/** Looks of optimizers called `family` or `family:form`. The first form of a family is drawn solid, the others dashed. */
export function looksOf(optimizers: readonly string[]): Looks {
  const forms = new Map<string, number>();
  return new Map(
    optimizers.map(name => {
      const [family, form] = name.split(':');
      const place = forms.get(family) ?? 0;
      forms.set(family, place + 1);
      const look = FAMILIES[family] ?? { name: 'ink', label: family, marker: 'circle', markerArea: 46 };
      const style: LineStyle = place === 0 ? { dash: 'none', filled: true } : { dash: '6 4', filled: false };
      const label = form === undefined ? look.label : `${look.label}, ${FORMS[form] ?? form}`;
      return [name, { look, style, label }];
    }),
  );
}
