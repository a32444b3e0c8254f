/** Door to @svta/cml-iso-bmff: reads the boxes of an MP4, one at a time. */
export {
  IsoBoxReadView as BoxView,
  readMdhd,
  readMvhd,
  readTfhd,
  readTkhd,
  readTrex,
} from '@svta/cml-iso-bmff';
