/**
 * Lets drawn charts shrink to the width of the sheet while the page is printed: an SVG of a fixed size that knows no box would
 * be cut off. Style sheets do the rest.
 */
export function fitChartsOnPaper(): void {
  const charts = () => document.querySelectorAll<SVGSVGElement>('x-vue-echarts svg');
  addEventListener('beforeprint', () => {
    for (const chart of charts()) {
      chart.setAttribute('viewBox', `0 0 ${chart.getAttribute('width')} ${chart.getAttribute('height')}`);
      chart.setAttribute('preserveAspectRatio', 'xMinYMin meet');
    }
  });
  // A chart that is drawn anew for another width would be drawn into the old box.
  addEventListener('afterprint', () => {
    for (const chart of charts()) chart.removeAttribute('viewBox');
  });
}
