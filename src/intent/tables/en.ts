import type { WordTable } from '../vocabulary.ts';

/** English, whose words are also read in the middle of other scripts. */
export const ENGLISH: WordTable = {
  first: 'first,beforehand,before that,first of all',
  piece:
    'the first,the last,the second,the third,the opening,the ending,the beginning,part,half,the part,the intro,the outro,the middle,first half,last,second,selected',
  to: 'to,into,onto,for,from,using,by,via',
  'exportVerb it': 'ship it',
  exportVerb: 'export,exports,exporting,re-export,reexport,re-exporting',
  downloadVerb: 'download,downloads,downloading,re-download,redownload,dl,downloaded version of',
  renderVerb: 'render,re-render,rerender,rendering,output,finalize,finalise',
  saveVerb: 'save,saving,store',
  giveVerb:
    'send,give,get,fetch,hand,deliver,grab,email me,e-mail me,mail me,let me have,let me get,hook me up with,shoot me,hand over,send over,send back,give back,hand me over,hand in',
  want: "i need,i want,i would like,i would love,can i have,may i have,could i have,can i get,may i get,could i get,can we have,can we get,i will take,i'll take,i'd like,i'd love,where is,where's,where can i get,where can i find,how do i get,how can i get,we need,we want,gimme,i'd like to have,i would like to have,i want to have,i'd love to have,we'd like to have,i want to get,i'd like to get,where do i find,where do i get,where did you save,where did you put,i can't find,i cannot find,i don't see,i can't see,where did",
  convertVerb: 'convert,turn,make',
  uploadVerb: 'upload,uploading,uploads,attach,attaching',
  importVerb: 'import,importing,send you,bring in,load',
  hereIs:
    "here is,here's,here are,here you go,this is my,these are my,this is the,i attached,i have attached,i've attached,attached is,attached",
  showVerb:
    "show,list,see,check,check on,view,display,describe,print,tell,what is,what's,what are,what is on,what's on,what is in,what's in,what are on,what about,how about,how is,how's,which,what,tell me about,look at,take a look at,let me see,let me check,i want to see,do you have,are there,is there,how does,how do,what would,what does,what do,remind,an overview of,overview of,a summary of,summary of,a list of,list of,how are",
  editVerb:
    'add,put,insert,place,cut,trim,split,crop,replace,remove,delete,change,set,move,apply,adjust,fade,speed,slow,zoom,blur,mute,create,generate,write,regenerate,redo,undo,edit,merge,use',
  video:
    'video,videos,clip,clips,movie,film,file,files,result,results,project,promo,reel,reels,footage,vid,animation video,final cut,rough cut,final version,version,versions,recording,short,shorts,slideshow,trailer,teaser,vlog,product,render result,final product,final video,the lot,the cut,this cut,the edit,this edit',
  media:
    'photo,photos,picture,pictures,pic,pics,image,images,song,songs,music,audio,sound file,track file,media,asset,assets,screenshot,mp3,wav,png,jpg,jpeg,voiceover,voice-over,voice recording',
  link: 'link,links,url,download link,download url',
  format: 'mp4,mp4s,mov,webm,mkv,avi,gif,h264,h.264,mpeg4,mp4 file,mp4 files,mp4 format,gif file',
  quality:
    'hd,full hd,uhd,4k,2k,8k,full quality,high quality,best quality,highest quality,high resolution,best resolution,full resolution,highest resolution,high res,hi-res,quality,resolution,format,fps,frames per second,portrait,vertical,landscape,horizontal,portrait mode,landscape mode,vertical format,aspect ratio,full size,sound,audio included,without watermark,without a watermark,without the watermark,without watermarks,no watermark,with no watermark,with audio,with sound,with the sound,with high quality,with good quality,with best quality,bitrate,size,lossless,small size',
  place:
    'desktop,computer,laptop,phone,disk,drive,folder,downloads,downloads folder,downloads directory,gallery,camera roll,local storage,storage,device,machine,pc,mac,here,hard drive,home folder,directory,locally,usb stick,local file,content creators,email,mail,inbox',
  platform:
    'youtube,tiktok,instagram,facebook,twitter,linkedin,whatsapp,reddit,vimeo,social media,social,web,douyin,bilibili,wechat,snapchat,website,the web,clients,client,boss,customer,team',
  credits: 'credits,credit,points,tokens',
  balance: 'balance',
  account:
    "account,my account,remaining,available,current,nemovideo,credit's,this account,the account,our account,your account,that account",
  timeline:
    "status,state,timeline,time line,track,tracks,track list,tracklist,progress,how is it going,how's it going,how is it coming along,how's it coming along,where are we,what do we have,what do we have so far,what have we got,what have we got so far,what have i got,what do i have,what do i have so far,what has been done,what's been done,current state,state of the project,layers,status update,a status update,any news,any update,any updates,what's happening,what is happening,what's going on,what is going on,how far along is,how far is,how far along",
  screenItem:
    'button,buttons,icon,icons,bar,screen,animation,arrow,label,banner,sticker,logo,page,scene,effect,title,text,caption,subtitle,subtitles,popup,sign,badge,menu,counter,overlay,logo,sequence',
  it: 'it,this,that,them,these,those,all,all of it,it all,this one,that one,the one,both,a copy,a copy of it,a copy of this,anything,nothing,everything,this thing,that thing,the thing,the whole thing',
  the: 'the,my,our,your,its,their,his,her,all the,all my,all of the,these',
  a: 'a,an,some,any,another,one,two,more',
  finished:
    'final,finished,completed,complete,full,whole,entire,edited,latest,new,last version of,newest,ai,exported,rendered,current version of,done,entire finished,same,updated,new version of,final version of,generated,ready-made,ready,copy of,version of,original',
  in: 'in,as,at,on,of,under',
  me: 'me,us',
  howMany:
    "how many,how much,the number of,number of,what's left,what is left,what do i have left,what have i got left,what do we have left",
  have: "do i have,do we have,have i got,i have,i've got,i've,have i,are there,i got,do i still have,i still have,have,got,we have,am i,do i,are,is,can i use,i'm,does,did i,did we,have we",
  left: 'left,remaining,remain,remains,available,in total,total,on my account,in my account,left over,in there,to spend,right now,still available,enough,still,out of,low on,left for me,to use,run out of,ran out of',
  is: "is,has,have you,did you,are you,was,did,has been,are,isn't,hasn't",
  ready:
    'ready,done,over,complete,finished yet,ready yet,done yet,exported,rendered,downloaded,saved,through,work,worked,succeed,succeeded,go through',
  filler:
    "please,pls,plz,hey,hi,hello,ok,okay,k,yes,yep,yeah,yup,sure,great,perfect,nice,awesome,cool,good,very good,looks good,looks great,looks perfect,looks nice,that looks great,that looks good,it looks good,it looks great,this looks great,love it,i love it,i like it,all right,alright,thanks,thank you,thanks a lot,thank you very much,thx,ty,now,right now,right away,immediately,asap,today,already,finally,just so,so,well,next,at last,again,once more,one more time,straight away,directly,kindly,can you,could you,would you,will you,can you please,could you please,would you mind,could you maybe,maybe,perhaps,possibly,i want to,i want you to,i would like to,i would like you to,i'd like to,i'd like you to,i'd love to,i need to,i need you to,i have to,i wanna,we want to,we need to,we should,you can,you should,you may,you could,you can now,i think we can,i think you can,i guess,i think,let's,let us,let me,go ahead and,go ahead,help me,help me to,can i,could i,may i,can we,could we,shall we,am i able to,is it possible to,how do i,how can i,how to,where do i,where can i,time to,it's time to,it is time to,ready to,i am ready to,i'm ready to,we are ready to,be sure to,make sure to,make sure you,don't forget to,do not forget to,remember to,don't hesitate to,why don't you,why not,please do,do,for me,for us,to me please,over,up,back,out,down,ever,everyone,guys,buddy,bro,man,dude,mate,sir,there,when done,when you are done,when you're done,when it is done,when it's done,when it's ready,when it is ready,when ready,once done,once it's done,once it is done,once it's ready,once it is ready,once you're done,once you are done,once finished,when finished,when you're finished,as soon as it's ready,as soon as it is ready,as soon as possible,if possible,if you can,if you could,if you don't mind,if that's ok,to use,i'm happy with it,i am happy with it,i'm done,i am done,i'm finished,we're done,we are done,that's it,that is it,that's all,that is all,i,you,we,be,quickly,quick,really,actually,like,also,too,as well,yet,so far,at the moment,currently,i wonder,i'd like to know,i want to know,do you know,can you tell me,could you tell me,tell me,please tell me,let me know,just wondering,exactly,um,uh,oh,lol,haha,hm,hmm,by the way,btw,going,go,free,for free,as is,as it is,as they are,the way it is,unchanged,one by one,everything is fine,it's perfect,it is perfect,it's good,it's great,that's great,that's perfect,that's good,it's fine,good job,great job,well done,good work,nice work,great work,wonderful,excellent,fantastic,amazing,beautiful,fine,right,happy with it,whenever you can,before i go,via download,i'm happy,i am happy,i'm satisfied,i am satisfied,wait,hold on,when you can,alright then,that'll do,that will do,would you be able to,are you able to,we're good to go,good to go,i'm ready,nothing else,no more changes,no changes,no other changes,no edits,add nothing,nothing added,no further changes,that will be all,i'm done editing,i am done editing,we're done editing,we're good,i'm good,all set,we're all set,i'm all set,all done,before we start,before we begin,before i start,before we continue,before i continue,before we go on,before anything else,i'll,i will,we'll,we will,i'm going to,i am going to,we're going to,let's go,it'd be great to,it would be great to,would you be so kind as to,would you be so kind to,be so kind as to,be so kind and,would it be possible to,if it's not too much trouble,when you get a chance,when you have a moment,when you have time,whenever you're ready,this time,for now,for the moment,for the time being,tonight,wrap up,wrap it up,wrap this up,that's a wrap,it's a wrap,no more edits,finish up,finish it up,yo,u,can u,could u,would u,will u",
  not: "don't,dont,do not,don't you,never,no need to,no need for,not,please don't,shouldn't,should not,stop,cancel,hold off on,hold off,wait with,wait with the,instead of,rather than,skip,skip the,avoid,i don't want to,i do not want to,i don't want you to,i do not want you to,i don't want,don't want to,don't need to,i don't need to,you don't need to,you don't have to,we don't need to,let's not,let us not,not ready to,i'm not ready to,i am not ready to,without,no,can't,cannot,won't,not going to,not to,abort,pause,never mind the,never mind about,forget the,forget about,forget about the,forget about it,don't bother,don't bother to,don't bother with,hold the,postpone the,postpone,delay the,hold off on the",
  later:
    'later,later on,tomorrow,another time,not yet,not now,some other time,eventually,in a minute,next time,at a later time,next week,only later,just yet,until later,so soon,can wait,has to wait,must wait,should wait,will have to wait',
  before: 'before,before you,before we,before i,until,prior to',
  after:
    "after,after you,after that,once,once you,once you have,once you've,when you have,when you've,as soon as,as soon as you,when,after you've,after you have,after i've,after we've,once i've",
  only: 'just,only,simply,straight,merely',
  with: 'with,without,but with,but without,including,excluding,minus,plus,except',
  and: 'and,or,&',
  whatIsThere:
    "what we have,what we have so far,what we've got,what we've got so far,what i have,what i have so far,what i've got,what you have,what you've got,what's done,what is done,what is there,what's there,what we made,what we've made,what you made",
  looks: 'look,looks,look like,looks like,looking,doing',
  'it is': "it's,that's,this is,that is,everything's,everything is,they're,these are",
  startVerb:
    'start,begin,run,launch,hit,press,initiate,perform,trigger,kick off,proceed with,go ahead with,continue with,do a,do the,do another',
  andThen:
    "then,and then,and also,but,but then,after that,afterwards,and after that,and afterwards,and finally,lastly,so i can,so that i can,so we can,then finally,when you are done with that,once that is done,once that's done,when that's done,when that is done,and when done,and when you're done,and once done,and last,and lastly,followed by,and next,and now,then please,thereafter,next",
  topic:
    'about,on how to,how to,how you,tutorial,guide,titled,says,saying,say,reads,reading,named,with the text,with the words,the words,the word,words,captioned,labeled,labelled,where,who,whose,showing,explaining,explains,explain,called,text,lesson,course,instructions,subtitled,written,write,type,spelling,topic,song about',
};
