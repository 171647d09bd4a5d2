// The three tiers of tests.

/** `core` must pass; `interop` meets real Redis and its file formats; `exercise` is one of a stage's four tasks. */
export const tiers = ['core', 'interop', 'exercise'] as const;

export type Tier = (typeof tiers)[number];
