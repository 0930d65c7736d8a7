/** Analysis: the Seatbelts placebo suite beside R. */
import { seatbeltsPlacebos } from './analysis/seatbelts-placebos.ts';

seatbeltsPlacebos();
