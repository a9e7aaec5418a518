/**
 * The page is complete without it. It reads the curve under the pointer, and opens what is folded before printing.
 */
export const SCRIPT = `
for (const plot of document.querySelectorAll('svg.plot')) {
  const points = JSON.parse(plot.dataset.points);
  const cross = plot.querySelector('.cross');
  const readout = plot.closest('figure').querySelector('.readout');
  const idle = readout.textContent;
  if (points.length === 0) continue;
  plot.addEventListener('pointermove', (event) => {
    const box = plot.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * 100;
    const near = points.reduce((a, b) => (Math.abs(b[0] - x) < Math.abs(a[0] - x) ? b : a));
    cross.setAttribute('x1', near[0] + '%');
    cross.setAttribute('x2', near[0] + '%');
    cross.classList.add('on');
    readout.textContent = near[1];
  });
  plot.addEventListener('pointerleave', () => {
    cross.classList.remove('on');
    readout.textContent = idle;
  });
}
addEventListener('beforeprint', () => {
  for (const folded of document.querySelectorAll('details')) folded.open = true;
});
`;
