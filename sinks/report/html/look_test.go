package html
import ("testing";"os";"slices";"scrim/pipeline/leaks")
func sortWeaknesses(w []leaks.WeaknessTotal){ slices.SortFunc(w, func(a,b leaks.WeaknessTotal)int{ if a.Weakness.Severity!=b.Weakness.Severity {return int(b.Weakness.Severity)-int(a.Weakness.Severity)}; return int(b.Count-a.Count)})}
func TestLook(t *testing.T){ f,_:=os.Create("/tmp/hr/sample.html"); if err:=Write(f,sample(),nil);err!=nil{t.Fatal(err)}; f.Close() }
