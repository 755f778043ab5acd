/**
 * The page's only script, and the page is complete without it: under the pointer, or with the left and right arrow keys in a focused
 * plot, it writes a data point's value below the plot.
 */
export const READOUT_SCRIPT = `
for (const plot of document.querySelectorAll('.plot')) {
  const readout = document.createElement('output');
  readout.className = 'readout';
  plot.after(readout);
  plot.tabIndex = 0;
  plot.setAttribute('role', 'group');
  plot.setAttribute('aria-label', 'Data points: the left and right arrow keys read them');
  let current = -1;
  const visible = () => [...plot.querySelectorAll('.point')].filter(point => point.getClientRects().length > 0);
  const show = point => {
    for (const other of plot.querySelectorAll('.current')) other.classList.remove('current');
    if (point) point.classList.add('current');
    readout.textContent = point ? point.querySelector('title').textContent : '';
  };
  plot.addEventListener('pointerover', event => {
    const point = event.target.closest('.point');
    if (point) show(point);
  });
  plot.addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const points = visible();
    if (points.length === 0) return;
    current = (Math.max(current, step < 0 ? 0 : -1) + step + points.length) % points.length;
    show(points[current]);
  });
  plot.addEventListener('focus', () => {
    readout.textContent = 'The left and right arrow keys step through the data points.';
  });
  plot.addEventListener('blur', () => show(undefined));
}
`;
