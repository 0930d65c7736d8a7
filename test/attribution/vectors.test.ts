/** The public cases of method 3, as files that any implementation can run. */
import { attributionMethods } from '../../src/attribution/index.ts';
import { describeVectors } from '../method-vectors.ts';

describeVectors('attribution', attributionMethods);
