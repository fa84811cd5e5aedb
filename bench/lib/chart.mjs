const WIDTH = 860;
const ROW = 30;
const LEFT = 380;
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A bar chart of the requests per second at 50 connections, relative to the stock gateway. */
export function drawChart(medians, contenders) {
  const stock = medians.stock[50].perSecond;
  const rows = contenders
    .filter(({ id }) => medians[id]?.[50] !== undefined)
    .map(({ id, title }) => ({ id, title, ratio: medians[id][50].perSecond / stock }));
  const most = Math.max(...rows.map(({ ratio }) => ratio));
  const scale = (WIDTH - LEFT - 70) / most;
  const bars = rows.map(({ id, title, ratio }, index) => {
    const y = 40 + index * ROW;
    const fill = id.startsWith('ours') ? '#3b6ea5' : ['raw', 'memory'].includes(id) ? '#b8b8b8' : '#d9a05b';
    return (
      `<text x="${LEFT - 10}" y="${y + 15}" text-anchor="end">${escape(title)}</text>` +
      `<rect x="${LEFT}" y="${y}" width="${Math.max(1, ratio * scale).toFixed(1)}" height="20" fill="${fill}"/>` +
      `<text x="${(LEFT + ratio * scale + 6).toFixed(1)}" y="${y + 15}">${ratio.toFixed(1)}</text>`
    );
  });
  const height = 50 + rows.length * ROW;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13">` +
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>` +
    `<text x="10" y="22" font-weight="bold">Requests per second × @apollo/gateway (nested operation, 50 connections, one core)</text>` +
    `${bars.join('')}</svg>\n`
  );
}
