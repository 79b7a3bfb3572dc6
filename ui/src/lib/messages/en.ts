import { common, errors } from './en/common';
import { create } from './en/create';
import { frame } from './en/frame';
import { library } from './en/library';
import { metrics } from './en/metrics';
import { overview } from './en/overview';
import { performance } from './en/performance';
import { review } from './en/review';
import { runs } from './en/runs';
import { schedule } from './en/schedule';
import { settings } from './en/settings';
import { welcome } from './en/welcome';

export const en = {
  common,
  create,
  errors,
  frame,
  library,
  metrics,
  overview,
  performance,
  review,
  runs,
  schedule,
  settings,
  welcome
};
