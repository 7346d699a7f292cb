/**
 * `./work.ts#name` apart: the path, and the name of an export (null without one). It stands behind the last `#` of the
 * last part: folders may have others.
 */
export function splitReference(reference: string): readonly [path: string, name: string | null] {
  const mark = reference.lastIndexOf('#');
  return mark <= reference.lastIndexOf('/')
    ? [reference, null]
    : [reference.slice(0, mark), reference.slice(mark + 1)];
}
