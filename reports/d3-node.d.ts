/** The part of d3-node 4 and d3 7 that the figures use; neither package ships types. */
declare module 'd3-node' {
  export interface Selection {
    append(name: string): Selection;
    attr(name: string, value: string | number): Selection;
    text(value: string): Selection;
  }

  interface Scale {
    (value: number): number;
    domain(): [number, number];
    domain(values: readonly [number, number]): this;
    range(values: readonly [number, number]): this;
    nice(count?: number): this;
    clamp(clamp: boolean): this;
    ticks(count?: number): number[];
    tickFormat(count?: number): (value: number) => string;
    copy(): this;
  }

  interface Line<Datum> {
    (data: readonly Datum[]): string | null;
    x(accessor: (datum: Datum) => number): this;
    y(accessor: (datum: Datum) => number): this;
    digits(count: number): this;
  }

  interface Area<Datum> {
    (data: readonly Datum[]): string | null;
    defined(accessor: (datum: Datum) => boolean): this;
    x(accessor: (datum: Datum) => number): this;
    y0(accessor: (datum: Datum) => number): this;
    y1(accessor: (datum: Datum) => number): this;
    digits(count: number): this;
  }

  export type SymbolShape = { readonly draw: unknown };

  interface SymbolPath {
    (): string | null;
    type(shape: SymbolShape): this;
    size(area: number): this;
    digits(count: number): this;
  }

  export interface D3 {
    scaleLinear(): Scale;
    scaleLog(): Scale;
    line<Datum>(): Line<Datum>;
    area<Datum>(): Area<Datum>;
    symbol(): SymbolPath;
    symbolCircle: SymbolShape;
    symbolCross: SymbolShape;
    symbolDiamond: SymbolShape;
    symbolSquare: SymbolShape;
    symbolStar: SymbolShape;
    symbolTriangle: SymbolShape;
    symbolWye: SymbolShape;
  }

  /** What the tests read of a parsed page. */
  export interface PageElement {
    readonly tagName: string;
    readonly textContent: string;
    getAttribute(name: string): string | null;
    querySelector(selector: string): PageElement | null;
    querySelectorAll(selector: string): Iterable<PageElement>;
  }

  export class D3Node {
    constructor(options?: { readonly container: string });
    readonly d3: D3;
    readonly document: PageElement;
    createSVG(width: number, height: number, attributes: Readonly<Record<string, string>>): Selection;
    svgString(): string;
  }

  export type { Scale };
}
