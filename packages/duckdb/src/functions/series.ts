import { scriptedPrinters } from '../scripted/print.js';
import type { FamilyPrinters } from './family.js';

export const series: FamilyPrinters<'series'> = scriptedPrinters([
  'seriesDecompose',
  'seriesAnomalies',
  'seriesOutliers',
  'seriesFitLine',
  'seriesFitTwoLines',
  'seriesFitPolynomial',
  'seriesFillForward',
  'seriesFillBackward',
  'seriesFillLinear',
  'seriesFillConstant',
  'seriesFir',
  'seriesIir',
  'seriesStatistics',
  'seriesProduct',
  'seriesSeasonal',
  'seriesFourier',
  'seriesCorrelation',
]);
