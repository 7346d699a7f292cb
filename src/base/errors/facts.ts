/** Why a request can’t be carried out, as data: whoever took it says what to write instead, in flags or in options. */
export type ErrorFacts =
  | { readonly kind: 'unknown-workload'; readonly name: string; readonly known: readonly string[] }
  | {
      readonly kind: 'wrong-workload';
      /** One that would do, spelt out: `message:size=64KB`. */
      readonly example: string;
      /** Whether that is probably what was meant. */
      readonly isMeant: boolean;
    }
  | { readonly kind: 'wrong-language'; readonly engine: string }
  | { readonly kind: 'incapable-engine'; readonly engine: string; readonly why: string }
  | { readonly kind: 'too-few-units'; readonly units: number; readonly workers: number }
  | { readonly kind: 'too-many-workers'; readonly workers: number; readonly most: number }
  | { readonly kind: 'hung' };
