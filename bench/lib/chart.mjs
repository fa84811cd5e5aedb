const WIDTH = 860;
const ROW = 30;
const BAR = 20;
const LEFT = 380;
const RIGHT = 70;
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * A bar chart as SVG. A bar consists of parts, each with a value and a colour; `legend` gives the meaning of each colour.
 *
 * @param rows `{ label, parts: [{ value, fill }], text }`; the text stands behind the bar
 */
export function drawBars({ title, rows, legend = {} }) {
  const lengthOf = ({ parts }) => parts.reduce((sum, { value }) => sum + value, 0);
  const scale = (WIDTH - LEFT - RIGHT) / Math.max(...rows.map(lengthOf));
  const top = 40 + (Object.keys(legend).length > 0 ? ROW : 0);
  const bars = rows.flatMap((row, index) => {
    const y = top + index * ROW;
    let x = LEFT;
    const parts = row.parts.map(({ value, fill }) => {
      const part = `<rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(value * scale, 1).toFixed(1)}" height="${BAR}" fill="${fill}"/>`;
      x += value * scale;
      return part;
    });
    return [
      `<text x="${LEFT - 10}" y="${y + 15}" text-anchor="end">${escape(row.label)}</text>`,
      ...parts,
      `<text x="${(x + 6).toFixed(1)}" y="${y + 15}">${escape(row.text)}</text>`,
    ];
  });
  const names = Object.entries(legend).flatMap(([name, fill], index) => {
    const x = 10 + index * 120;
    return [
      `<rect x="${x}" y="40" width="12" height="12" fill="${fill}"/>`,
      `<text x="${x + 18}" y="51">${escape(name)}</text>`,
    ];
  });
  const height = top + 10 + rows.length * ROW;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13">` +
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>` +
    `<text x="10" y="22" font-weight="bold">${escape(title)}</text>` +
    `${[...names, ...bars].join('')}</svg>\n`
  );
}
