/** Numbers the figures and tables of one page in the order in which they are made. */
export interface Numbering {
  next(kind: 'Figure' | 'Table'): string;
}

export function startNumbering(): Numbering {
  const counts = { Figure: 0, Table: 0 };
  return {
    next(kind) {
      counts[kind] += 1;
      return `${kind} ${counts[kind]}`;
    },
  };
}
