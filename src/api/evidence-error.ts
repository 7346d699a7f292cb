/** What was asserted isn't so: the message says why in words, and the evidence as data. */
export class EvidenceError<Evidence extends { readonly because: string }> extends Error {
  readonly evidence: Evidence;

  constructor(name: string, evidence: Evidence) {
    super(evidence.because);
    this.name = name;
    this.evidence = evidence;
  }
}
