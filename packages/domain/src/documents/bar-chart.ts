import { xmlText } from './xml-text.ts';

/** Horizontal bars; `most` is the end of the scale. */
export interface BarChart {
  title: string;
  bars: { name: string; value: number }[];
  most: number;
}

/** A native chart of Word, so that the office can restyle it; its values stand in the part itself. */
export function chartPart({ title, bars, most }: BarChart): string {
  const points = (of: (bar: BarChart['bars'][number]) => string | number): string =>
    `<c:ptCount val="${bars.length}"/>${bars
      .map((bar, index) => `<c:pt idx="${index}"><c:v>${xmlText(String(of(bar)))}</c:v></c:pt>`)
      .join('')}`;
  const words = (size: number): string =>
    `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="${size}"/></a:pPr><a:endParaRPr lang="ru-RU"/></a:p></c:txPr>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1100" b="1"/></a:pPr><a:r><a:rPr lang="ru-RU" sz="1100" b="1"/><a:t>${xmlText(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/><c:spPr><a:solidFill><a:srgbClr val="2F5E8C"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/><c:dLbls>${words(900)}<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls><c:cat><c:strLit>${points(({ name }) => name)}</c:strLit></c:cat><c:val><c:numLit><c:formatCode>General</c:formatCode>${points(({ value }) => value)}</c:numLit></c:val></c:ser><c:gapWidth val="60"/><c:axId val="11100001"/><c:axId val="11100002"/></c:barChart><c:catAx><c:axId val="11100001"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${words(900)}<c:crossAx val="11100002"/><c:crosses val="autoZero"/></c:catAx><c:valAx><c:axId val="11100002"/><c:scaling><c:orientation val="minMax"/><c:max val="${most}"/><c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="t"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="11100001"/><c:crosses val="max"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/></c:chart></c:chartSpace>`;
}
