/** A column of words. */
export function left(title: string): { title: string; align: 'left' } {
  return { title, align: 'left' };
}

/** A column of figures. */
export function right(title: string): { title: string; align: 'right' } {
  return { title, align: 'right' };
}
