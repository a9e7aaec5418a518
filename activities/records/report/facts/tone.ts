/** How something is to be taken. Colour follows it, and so does a symbol, for those who do not see the colour. */
export type Tone = 'good' | 'bad' | 'warn' | 'unknown' | 'neutral';
