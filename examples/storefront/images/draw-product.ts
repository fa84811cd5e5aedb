/** The colours of one picture, from dark to light. */
interface Palette {
  readonly ink: string;
  readonly body: string;
  readonly light: string;
  readonly pale: string;
}

/** The motif of a category: the hue of its colours, in degrees, and its outline. */
interface Motif {
  readonly hue: number;
  readonly draw: (palette: Palette) => string;
}

const MOTIFS: Readonly<Record<number, Motif>> = {
  1: { hue: 155, draw: bottle },
  2: { hue: 12, draw: jar },
  3: { hue: 335, draw: cake },
  4: { hue: 44, draw: cheese },
  5: { hue: 30, draw: loaf },
  6: { hue: 2, draw: ham },
  7: { hue: 95, draw: pear },
  8: { hue: 205, draw: fish },
};

/** The difference between the hues of neighbouring products of one category, in degrees. */
const HUE_STEP = 7;
const HUES = 5;

/** @returns an SVG of 640 × 640: the category's motif in the product's own colours */
export function drawProduct(id: number, category: number): string {
  const { hue, draw } = MOTIFS[category] ?? { hue: 260, draw: jar };
  const own = hue + ((id * 7) % HUES) * HUE_STEP - HUE_STEP * 2;
  const tone = (saturation: number, lightness: number) => `hsl(${own} ${saturation}% ${lightness}%)`;
  const palette = { ink: tone(42, 22), body: tone(45, 42), light: tone(50, 62), pale: tone(52, 88) };
  const tilt = ((id * 5) % 7) - 3;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640" viewBox="0 0 640 640">
<rect width="640" height="640" fill="${tone(48, 92)}"/>
<circle cx="${260 + ((id * 37) % 120)}" cy="270" r="210" fill="${tone(50, 84)}"/>
<ellipse cx="320" cy="530" rx="170" ry="20" fill="${tone(35, 74)}"/>
<g transform="rotate(${tilt} 320 520)">${draw(palette)}</g>
</svg>`;
}

function bottle({ ink, body, light, pale }: Palette): string {
  return `<path d="M284 130h72v96c0 34 50 58 50 118v156c0 18-14 32-32 32H266c-18 0-32-14-32-32V344c0-60 50-84 50-118z" fill="${body}"/>
<rect x="276" y="106" width="88" height="42" rx="12" fill="${ink}"/>
<rect x="234" y="360" width="172" height="110" fill="${pale}"/>
<path d="M262 396h116M262 432h76" stroke="${body}" stroke-width="12" stroke-linecap="round"/>
<path d="M262 340c4-40 34-62 40-92" stroke="${light}" stroke-width="14" fill="none" stroke-linecap="round"/>`;
}

function jar({ ink, body, light, pale }: Palette): string {
  return `<rect x="206" y="204" width="228" height="328" rx="46" fill="${body}"/>
<rect x="222" y="140" width="196" height="76" rx="18" fill="${ink}"/>
<path d="M222 178h196" stroke="${body}" stroke-width="8"/>
<rect x="206" y="306" width="228" height="136" fill="${pale}"/>
<circle cx="320" cy="374" r="40" fill="${light}"/>
<path d="M320 340c24 14 24 54 0 68-24-14-24-54 0-68z" fill="${body}"/>
<path d="M236 252v28" stroke="${light}" stroke-width="14" stroke-linecap="round"/>`;
}

function cake({ ink, body, light, pale }: Palette): string {
  return `<path d="M208 380h224l-34 152H242z" fill="${body}"/>
<path d="M262 384l14 146M320 384v146M378 384l-14 146" stroke="${ink}" stroke-width="8" opacity=".45"/>
<path d="M186 384c-22-60 26-96 54-92 0-64 58-98 98-82 56-10 84 44 76 80 40 4 58 52 38 94z" fill="${pale}"/>
<path d="M216 344c40 22 80-14 112 6s70 8 92-14" stroke="${light}" stroke-width="14" fill="none" stroke-linecap="round"/>
<circle cx="326" cy="186" r="34" fill="${body}"/>
<path d="M328 154c8-30 26-42 46-46" stroke="${ink}" stroke-width="9" fill="none" stroke-linecap="round"/>`;
}

function cheese({ ink, body, light, pale }: Palette): string {
  return `<path d="M140 392 452 232c40 22 56 72 52 160z" fill="${pale}"/>
<path d="M140 392h364v140H164c-14 0-24-10-24-24z" fill="${light}"/>
<path d="M140 392 452 232c40 22 56 72 52 160z" fill="none" stroke="${body}" stroke-width="10" stroke-linejoin="round"/>
<circle cx="236" cy="462" r="30" fill="${body}"/><circle cx="354" cy="484" r="20" fill="${body}"/>
<circle cx="436" cy="446" r="34" fill="${body}"/><ellipse cx="390" cy="326" rx="36" ry="18" fill="${body}"/>
<ellipse cx="284" cy="362" rx="20" ry="9" fill="${ink}" opacity=".35"/>`;
}

function loaf({ ink, body, light, pale }: Palette): string {
  return `<path d="M132 400c0-110 84-176 188-176s188 66 188 176v92c0 22-18 40-40 40H172c-22 0-40-18-40-40z" fill="${body}"/>
<path d="M160 406c4-92 74-148 160-148s156 56 160 148c-50 26-270 26-320 0z" fill="${light}"/>
<path d="M226 290c26 22 34 62 28 112M314 270c24 30 30 78 22 140M402 288c12 32 14 74 4 114" stroke="${pale}" stroke-width="16" fill="none" stroke-linecap="round"/>
<path d="M172 474h296" stroke="${ink}" stroke-width="8" stroke-linecap="round" opacity=".35"/>`;
}

function ham({ ink, body, light, pale }: Palette): string {
  return `<path d="M398 318 488 214" stroke="${pale}" stroke-width="44" stroke-linecap="round"/>
<circle cx="480" cy="192" r="32" fill="${pale}"/><circle cx="512" cy="226" r="32" fill="${pale}"/>
<path d="M150 420c-6-96 70-176 166-176 72 0 124 40 122 104-4 104-86 184-176 184-66 0-108-46-112-112z" fill="${body}"/>
<ellipse cx="252" cy="416" rx="92" ry="80" transform="rotate(-32 252 416)" fill="${light}"/>
<ellipse cx="246" cy="420" rx="34" ry="28" fill="${pale}"/>
<path d="M330 286c34 0 60 18 62 46" stroke="${ink}" stroke-width="10" fill="none" stroke-linecap="round" opacity=".45"/>`;
}

function pear({ ink, body, light, pale }: Palette): string {
  return `<path d="M320 200c56 0 64 64 84 116 22 54 56 78 46 132-12 62-66 84-130 84s-118-22-130-84c-10-54 24-78 46-132 20-52 28-116 84-116z" fill="${body}"/>
<path d="M276 272c-14 52-52 84-48 148" stroke="${light}" stroke-width="20" fill="none" stroke-linecap="round"/>
<path d="M320 206c0-40 10-66 30-88" stroke="${ink}" stroke-width="14" fill="none" stroke-linecap="round"/>
<path d="M336 168c24-44 74-54 112-36-18 42-70 60-112 36z" fill="${light}"/>
<circle cx="384" cy="420" r="8" fill="${pale}"/><circle cx="360" cy="462" r="8" fill="${pale}"/><circle cx="396" cy="470" r="6" fill="${pale}"/>`;
}

function fish({ ink, body, light, pale }: Palette): string {
  return `<path d="M420 372c44-30 74-74 112-88-16 66-16 120 0 186-38-14-68-60-112-98z" fill="${ink}"/>
<path d="M104 372c54-104 146-136 216-128 66 8 112 60 138 128-26 68-72 120-138 128-70 8-162-24-216-128z" fill="${body}"/>
<path d="M232 250c-34 76-34 168 0 244-56-20-100-62-128-122 28-60 72-102 128-122z" fill="${light}"/>
<circle cx="178" cy="346" r="17" fill="${pale}"/><circle cx="178" cy="346" r="8" fill="${ink}"/>
<path d="M286 322c26 8 26 40 0 50M338 316c26 8 26 40 0 50M312 382c26 8 26 40 0 50M366 376c24 8 24 40 0 50" stroke="${pale}" stroke-width="10" fill="none" stroke-linecap="round"/>
<path d="M288 246c24-44 66-60 106-52-18 32-12 54 2 88z" fill="${ink}"/>`;
}
